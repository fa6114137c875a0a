package dev.bellows.testkit.internal.kubelet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a container ended.
 *
 * @param exitCode the process's exit code, 128 + n after signal n
 * @param reason as a container runtime reports it
 * @param message the termination message
 */
record ContainerEnd(int exitCode, String reason, @Nullable String message, Instant startedAt, Instant finishedAt) {
    private static final int START_ERROR = 128;
    private static final int SIGNALLED = 128;

    static ContainerEnd ofExit(
            int exitCode, boolean outOfMemory, @Nullable String message, Instant startedAt, Instant finishedAt) {
        String reason = outOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error";
        return new ContainerEnd(exitCode, reason, message, startedAt, finishedAt);
    }

    static ContainerEnd notStarted(String message, Instant now) {
        return new ContainerEnd(START_ERROR, "StartError", message, now, now);
    }

    @Nullable
    Integer signal() {
        return exitCode > SIGNALLED && !reason.equals("StartError") ? exitCode - SIGNALLED : null;
    }
}
