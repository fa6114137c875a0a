/**
 * From a compiled job to accepted objects: the record first, then pod and Service; or the adoption of what exists.
 */
@NullMarked
package dev.bellows.k8s.internal.submit;

import org.jspecify.annotations.NullMarked;
