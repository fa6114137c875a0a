package dev.bellows.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job is run, as data. Immutable; each method returns changed options.
 *
 * @param key the caller's key: the same job name and key in a namespace are the same run, submitted once
 * @param retry how often it is tried; default once
 * @param deadline how long the run may take with all its attempts, from its submission; default without limit. The driver pod carries
 *     what is left of it as {@code activeDeadlineSeconds}, so that it also ends when no process watches
 * @param startTimeout how long each attempt's driver may take until it runs; default 20 minutes, longer than an autoscaler takes for a
 *     node
 * @param stallTimeout how long a driver may run without any executor although the job wants some; default without limit, because programs
 *     may work in their driver alone
 * @param retention how long the finished run's objects stay
 * @param submissionDeadline how long the submission may take; default 30 seconds. A run that was submitted before, and only cannot be
 *     read yet, is not refused for it
 * @param layout of which objects the run is made; default {@link Layout#SPARK}
 * @param queue in which line of the connection it waits for its turn, see {@link Admission}; default {@code default}
 */
public record RunOptions(
        String key,
        Retry retry,
        Optional<Duration> deadline,
        Duration startTimeout,
        Optional<Duration> stallTimeout,
        Retention retention,
        Duration submissionDeadline,
        Layout layout,
        String queue) {
    private static final String DEFAULT_QUEUE = "default";
    private static final Duration SUBMISSION_DEADLINE = Duration.ofSeconds(30);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(20);
    private static final int KEY_LIMIT = 253;
    private static final int QUEUE_LIMIT = 63;

    /** Checks the key and the times. */
    public RunOptions {
        if (key.isBlank() || key.length() > KEY_LIMIT || key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "key: " + key + " (expected: 1 to " + KEY_LIMIT + " printable characters)");
        }
        if (queue.isBlank() || queue.length() > QUEUE_LIMIT) {
            throw new IllegalArgumentException("queue: " + queue + " (expected: 1 to " + QUEUE_LIMIT + " characters)");
        }
        positive("submissionDeadline", submissionDeadline);
        positive("startTimeout", startTimeout);
        stallTimeout.ifPresent(limit -> positive("stallTimeout", limit));
        deadline.ifPresent(limit -> positive("deadline", limit));
    }

    /** Options with a key and defaults for the rest. */
    public static RunOptions key(String key) {
        return new RunOptions(
                key,
                Retry.never(),
                Optional.empty(),
                START_TIMEOUT,
                Optional.empty(),
                Retention.DEFAULT,
                SUBMISSION_DEADLINE,
                Layout.SPARK,
                DEFAULT_QUEUE);
    }

    /** These options with another policy for failed attempts. */
    public RunOptions retry(Retry retry) {
        return new RunOptions(
                key, retry, deadline, startTimeout, stallTimeout, retention, submissionDeadline, layout, queue);
    }

    /** These options with a limit for the whole run; at least a second. */
    public RunOptions deadline(Duration deadline) {
        return new RunOptions(
                key,
                retry,
                Optional.of(deadline),
                startTimeout,
                stallTimeout,
                retention,
                submissionDeadline,
                layout,
                queue);
    }

    /** These options with another limit for the start of each attempt's driver. */
    public RunOptions startTimeout(Duration timeout) {
        return new RunOptions(
                key, retry, deadline, timeout, stallTimeout, retention, submissionDeadline, layout, queue);
    }

    /**
     * These options with a limit for drivers that run without any executor: because none gets a node, because Spark has lost sight of
     * them, or because the program is done and something keeps its JVM alive.
     */
    public RunOptions stallTimeout(Duration timeout) {
        return new RunOptions(
                key, retry, deadline, startTimeout, Optional.of(timeout), retention, submissionDeadline, layout, queue);
    }

    /** These options with another retention. */
    public RunOptions retention(Retention retention) {
        return new RunOptions(
                key, retry, deadline, startTimeout, stallTimeout, retention, submissionDeadline, layout, queue);
    }

    /** These options with another deadline for the submission. */
    public RunOptions submissionDeadline(Duration deadline) {
        return new RunOptions(
                key, retry, this.deadline, startTimeout, stallTimeout, retention, deadline, layout, queue);
    }

    /** These options with another layout. */
    public RunOptions layout(Layout layout) {
        return new RunOptions(
                key, retry, deadline, startTimeout, stallTimeout, retention, submissionDeadline, layout, queue);
    }

    /** These options in another queue. */
    public RunOptions queue(String queue) {
        return new RunOptions(
                key, retry, deadline, startTimeout, stallTimeout, retention, submissionDeadline, layout, queue);
    }

    private static void positive(String what, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(what + ": " + time + " (expected: > PT0S)");
        }
    }
}
