package dev.bellows.run;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which failures of a run are tried again, how often, after which pauses, and with what changed. Immutable; each method returns a changed
 * policy.
 *
 * @param attempts how many attempts there may be, 1 to 20; default 1
 * @param kinds the failures that are tried again; empty, the default: those that another try may mend, see
 *     {@link FailureKind#isRetryable()}, and those that the remedy mends
 * @param backoff the pause before the second attempt; it doubles with each further one, and is spread by up to a half; default 10 seconds
 * @param maxBackoff the longest pause; default 5 minutes
 * @param budget how long failed attempts may have taken together; default without limit
 * @param resetAfter how long a driver must have run for its attempt to count as the first again; default: never
 * @param remedy what another attempt may change about the job
 * @param whenUnreachable whether to go on although nobody can say if the last attempt's driver still runs, as after the loss of a node;
 *     two drivers may then run side by side for a while; default false
 */
public record Retry(
        int attempts,
        Set<FailureKind> kinds,
        Duration backoff,
        Duration maxBackoff,
        Optional<Duration> budget,
        Optional<Duration> resetAfter,
        Optional<Remedy> remedy,
        boolean whenUnreachable) {
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration BACKOFF = Duration.ofSeconds(10);
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);

    /** Checks the ranges. */
    public Retry {
        kinds = Set.copyOf(kinds);
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "retry: " + attempts + " attempts (expected: 1 to " + MOST_ATTEMPTS + ")");
        }
        if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException("retry: backoff " + backoff + ", at most " + maxBackoff
                    + " (expected: PT0S <= backoff <= maxBackoff)");
        }
        positive("budget", budget);
        positive("resetAfter", resetAfter);
    }

    /** One attempt. */
    public static Retry never() {
        return upTo(1);
    }

    /** So many attempts in all, with the default pauses. */
    public static Retry upTo(int attempts) {
        return new Retry(
                attempts, Set.of(), BACKOFF, MAX_BACKOFF, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** This policy for these failures only. */
    public Retry on(FailureKind first, FailureKind... more) {
        return new Retry(
                attempts, EnumSet.of(first, more), backoff, maxBackoff, budget, resetAfter, remedy, whenUnreachable);
    }

    /** This policy with other pauses. */
    public Retry backoff(Duration first, Duration longest) {
        return new Retry(attempts, kinds, first, longest, budget, resetAfter, remedy, whenUnreachable);
    }

    /** This policy, given up once failed attempts have taken so long together. */
    public Retry budget(Duration lost) {
        return new Retry(attempts, kinds, backoff, maxBackoff, Optional.of(lost), resetAfter, remedy, whenUnreachable);
    }

    /** This policy, counting attempts, pauses and budget anew after one whose driver ran so long. */
    public Retry resetAfter(Duration healthy) {
        return new Retry(attempts, kinds, backoff, maxBackoff, budget, Optional.of(healthy), remedy, whenUnreachable);
    }

    /** This policy, allowed to change the job. */
    public Retry remedy(Remedy allowed) {
        return new Retry(
                attempts, kinds, backoff, maxBackoff, budget, resetAfter, Optional.of(allowed), whenUnreachable);
    }

    /** This policy, going on although the last driver may still run on a node that cannot be reached. */
    public Retry retryWhenUnreachable() {
        return new Retry(attempts, kinds, backoff, maxBackoff, budget, resetAfter, remedy, true);
    }

    /** Whether a kind of failure is tried again, while attempts and budget last. */
    public boolean takes(FailureKind kind) {
        if (kind == FailureKind.LOST) {
            return whenUnreachable;
        }
        return kinds.isEmpty()
                ? kind.isRetryable()
                        || remedy.filter(allowed -> allowed.mends(kind)).isPresent()
                : kinds.contains(kind);
    }

    /** The pause after an attempt, counted from 1, without jitter. */
    public Duration pauseAfter(int attempt) {
        Duration pause = backoff;
        for (int i = 1; i < attempt && pause.compareTo(maxBackoff) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(maxBackoff) < 0 ? pause : maxBackoff;
    }

    private static void positive(String what, Optional<Duration> time) {
        if (time.filter(limit -> limit.isZero() || limit.isNegative()).isPresent()) {
            throw new IllegalArgumentException("retry." + what + ": " + time.get() + " (expected: > PT0S)");
        }
    }
}
