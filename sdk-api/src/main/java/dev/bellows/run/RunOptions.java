package dev.bellows.run;

import java.time.Duration;

/**
 * How a job is run, as data.
 *
 * @param key the caller's key: the same job name and key in a namespace are the same run, submitted once
 * @param retention how long the finished run's objects stay
 * @param submissionDeadline how long the submission may take; default 30 seconds
 */
public record RunOptions(String key, Retention retention, Duration submissionDeadline) {
    private static final Duration SUBMISSION_DEADLINE = Duration.ofSeconds(30);
    private static final int KEY_LIMIT = 253;

    /** Checks the key and the deadline. */
    public RunOptions {
        if (key.isBlank() || key.length() > KEY_LIMIT || key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "key: " + key + " (expected: 1 to " + KEY_LIMIT + " printable characters)");
        }
        if (submissionDeadline.isZero() || submissionDeadline.isNegative()) {
            throw new IllegalArgumentException("submissionDeadline: " + submissionDeadline + " (expected: > PT0S)");
        }
    }

    /** Options with a key and defaults for the rest. */
    public static RunOptions key(String key) {
        return new RunOptions(key, Retention.DEFAULT, SUBMISSION_DEADLINE);
    }

    /** These options with another retention. */
    public RunOptions retention(Retention retention) {
        return new RunOptions(key, retention, submissionDeadline);
    }

    /** These options with another deadline for the submission. */
    public RunOptions submissionDeadline(Duration deadline) {
        return new RunOptions(key, retention, deadline);
    }
}
