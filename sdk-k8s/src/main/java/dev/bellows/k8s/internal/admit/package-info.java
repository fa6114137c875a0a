/** Who may go to the cluster now, and who waits in the process for a place. */
@NullMarked
package dev.bellows.k8s.internal.admit;

import org.jspecify.annotations.NullMarked;
