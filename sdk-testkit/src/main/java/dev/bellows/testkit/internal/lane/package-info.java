/**
 * The thread of the kubelet and of the scheduler. Both are state machines that one thread drives; this package is the only
 * one of the cluster's real-time half that starts threads and timers.
 */
@NullMarked
package dev.bellows.testkit.internal.lane;

import org.jspecify.annotations.NullMarked;
