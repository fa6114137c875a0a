/**
 * How long to wait before something is tried again. Known to all that wait.
 */
@NullMarked
package dev.bellows.k8s.internal.pause;

import org.jspecify.annotations.NullMarked;
