/**
 * Puts pods on nodes: {@link dev.bellows.testkit.internal.scheduler.Placement} decides, a pure function of what pods ask
 * for and what nodes have left; {@link dev.bellows.testkit.internal.scheduler.Scheduler} watches and binds.
 */
@NullMarked
package dev.bellows.testkit.internal.scheduler;

import org.jspecify.annotations.NullMarked;
