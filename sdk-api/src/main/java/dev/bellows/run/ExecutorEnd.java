package dev.bellows.run;

import java.util.OptionalInt;

/**
 * How an executor ended.
 *
 * @param id Spark's executor id
 * @param exitCode the exit code of its Spark container, if it is known
 * @param reason the pod's or container's reason, such as {@code OOMKilled}; empty if unknown
 * @param lastLines what it printed last
 */
public record ExecutorEnd(int id, OptionalInt exitCode, String reason, String lastLines) {
    /** Why it ended, if it was still wanted. */
    public ExecutorCause cause() {
        return ExecutorCause.of(exitCode, reason);
    }
}
