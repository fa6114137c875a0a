package dev.bellows.run;

import java.time.Duration;

/**
 * How often a run is tried, and how long it waits in between. Only failures that another try may mend are tried again, see
 * {@link FailureKind#isRetryable()}.
 *
 * @param attempts how many attempts there may be in all, 1 to 20; default 1
 * @param backoff the pause before the second attempt; it doubles with each further one; default 10 seconds
 * @param maxBackoff the longest pause; default 5 minutes
 * @param whenUnreachable whether to go on although nobody can say if the last attempt's driver still runs, as after the loss of a node;
 *     two drivers may then run side by side for a while; default false
 */
public record Retry(int attempts, Duration backoff, Duration maxBackoff, boolean whenUnreachable) {
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration BACKOFF = Duration.ofSeconds(10);
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);

    /** Checks the ranges. */
    public Retry {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "retry: " + attempts + " attempts (expected: 1 to " + MOST_ATTEMPTS + ")");
        }
        if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException("retry: backoff " + backoff + ", at most " + maxBackoff
                    + " (expected: PT0S <= backoff <= maxBackoff)");
        }
    }

    /** One attempt. */
    public static Retry never() {
        return upTo(1);
    }

    /** So many attempts in all, with the default pauses. */
    public static Retry upTo(int attempts) {
        return new Retry(attempts, BACKOFF, MAX_BACKOFF, false);
    }

    /** This policy with other pauses. */
    public Retry backoff(Duration first, Duration longest) {
        return new Retry(attempts, first, longest, whenUnreachable);
    }

    /** This policy, going on although the last driver may still run on a node that cannot be reached. */
    public Retry retryWhenUnreachable() {
        return new Retry(attempts, backoff, maxBackoff, true);
    }

    /** The pause after an attempt, counted from 1, without jitter. */
    public Duration pauseAfter(int attempt) {
        Duration pause = backoff;
        for (int i = 1; i < attempt && pause.compareTo(maxBackoff) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(maxBackoff) < 0 ? pause : maxBackoff;
    }
}
