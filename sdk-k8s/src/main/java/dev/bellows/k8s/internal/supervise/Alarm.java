package dev.bellows.k8s.internal.supervise;

/** What a run waits for, by the clock. */
public enum Alarm {
    /** The driver should run by now. */
    START_TIMEOUT,
    /** The run should be over by now. */
    DEADLINE,
    /** What the cluster's parts say about a driver that does not run yet is to be read. */
    READ_EVENTS,
    /** The driver's image may have failed to be pulled for long enough to give it up. */
    IMAGE,
    /** The driver may have been without executors for too long by now. */
    STALLED,
    /** The next attempt may begin. */
    NEXT_ATTEMPT,
    /** A driver that is being deleted should have ended by now: its node cannot be reached. */
    UNREACHABLE,
    /** What no watch tells of any more, because somebody took its labels, is to be asked for again. */
    LOOK_AGAIN
}
