/**
 * The pure middle: state and signal in, state and actions out. No Kubernetes types, no effects, no clock.
 */
@NullMarked
package dev.bellows.k8s.internal.supervise;

import org.jspecify.annotations.NullMarked;
