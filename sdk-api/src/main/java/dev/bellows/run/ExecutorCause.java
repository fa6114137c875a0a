package dev.bellows.run;

import java.util.OptionalInt;

/** Why an executor ended that was still wanted. */
public enum ExecutorCause {
    /** It used more memory than its limit, or its heap was exhausted. */
    OUT_OF_MEMORY,
    /** It could not make a folder for its shuffle data. */
    DISK,
    /** Its node pushed it out: pressure, drain or shutdown. */
    EVICTED,
    /** Its place was given to a more important pod. */
    PREEMPTED,
    /** Its node is gone. */
    NODE_LOST,
    /** It was ended by a signal. */
    KILLED,
    /** It ended with an error of its own. */
    ERROR;

    /** Exit codes of Spark's executors (Spark 4.1, SparkExitCode and ExecutorExitCode). */
    private static final int HEAP_EXHAUSTED = 52;

    private static final int NO_LOCAL_FOLDER = 53;
    private static final int SIGNALLED = 128;

    /** Whether it was its place that was taken away: nothing in the job was wrong. */
    public boolean isReclaim() {
        return this == EVICTED || this == PREEMPTED || this == NODE_LOST;
    }

    /**
     * The cause that an end shows.
     *
     * @param exitCode the exit code of the Spark container, if it ended
     * @param reason the pod's or container's reason, such as {@code OOMKilled}; empty if unknown
     */
    static ExecutorCause of(OptionalInt exitCode, String reason) {
        int code = exitCode.orElse(0);
        return FailureKind.ofDisruption(reason)
                .map(kind -> valueOf(kind.name()))
                .orElseGet(() -> {
                    if (reason.equals("OOMKilled") || code == HEAP_EXHAUSTED) {
                        return OUT_OF_MEMORY;
                    }
                    if (code == NO_LOCAL_FOLDER) {
                        return DISK;
                    }
                    return code > SIGNALLED ? KILLED : ERROR;
                });
    }
}
