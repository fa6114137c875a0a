/**
 * What goes when a run has ended, decided by retention, and the calls that make it go.
 */
@NullMarked
package dev.bellows.k8s.internal.cleanup;

import org.jspecify.annotations.NullMarked;
