package dev.bellows.run;

/** Why an executor is still there. */
public enum KeepReason {
    /** Its container does not run yet. */
    NOT_STARTED,
    /** It runs tasks. */
    BUSY,
    /** Work that runs now needs shuffle data that it wrote. */
    LIVE_SHUFFLE,
    /** It wrote shuffle data that nothing running needs; Spark keeps it until the data is forgotten or its time is over. */
    UNUSED_SHUFFLE,
    /** It holds cached blocks. */
    CACHED_BLOCKS,
    /** Spark lets it go once it has been idle long enough. */
    IDLE_TIMEOUT,
    /** There would be fewer than the least number, or than Spark's target. */
    TARGET,
    /** The job has a fixed number of executors: a lost one is replaced. */
    FIXED_COUNT,
    /** It is on its way out. */
    LEAVING,
    /** It has ended; only its pod is left. */
    ENDED,
    /** The driver does not tell what it does. */
    NOT_TOLD
}
