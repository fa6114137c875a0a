/** What deciding about executors costs; in the package of the decisions, which nobody outside of it may call. */
@NullMarked
package dev.bellows.k8s.internal.executors;

import org.jspecify.annotations.NullMarked;
