/**
 * From watches to facts: two label-scoped watches a namespace, translated into signals.
 */
@NullMarked
package dev.bellows.k8s.internal.observe;

import org.jspecify.annotations.NullMarked;
