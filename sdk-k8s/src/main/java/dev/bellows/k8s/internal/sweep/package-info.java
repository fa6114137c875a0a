/**
 * What ended runs leave, removed by what records say and by age: the facts are listed, the plan is pure, then one call a removal.
 */
@NullMarked
package dev.bellows.k8s.internal.sweep;

import org.jspecify.annotations.NullMarked;
