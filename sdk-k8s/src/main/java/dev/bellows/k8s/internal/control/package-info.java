/**
 * Control from inside: the listener's jar, the key of a run, and the requests that the listener answers. May be used by {@code submit} and
 * {@code executors}.
 */
@NullMarked
package dev.bellows.k8s.internal.control;

import org.jspecify.annotations.NullMarked;
