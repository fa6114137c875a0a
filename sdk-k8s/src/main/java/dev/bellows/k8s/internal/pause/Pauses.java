package dev.bellows.k8s.internal.pause;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from turn to turn, spread by jitter so that many who wait for the same thing do not come back at once. Thread-safe. */
public final class Pauses {
    private static final double FACTOR = 2.0;
    private static final double SPREAD = 0.5;

    private final IntervalFunction backoff;
    private final RandomGenerator random;

    /** Pauses from a first one up to a longest. */
    public Pauses(Duration first, Duration longest, RandomGenerator random) {
        this.backoff = IntervalFunction.ofExponentialBackoff(first, FACTOR, longest);
        this.random = random;
    }

    /** The pause after a turn, counted from 1: at most half as much more or less than the usual one. */
    public Duration after(int turn) {
        return spread(Duration.ofMillis(backoff.apply(turn)), random);
    }

    /** A pause, at most half as much longer or shorter. */
    public static Duration spread(Duration pause, RandomGenerator random) {
        return Duration.ofMillis((long) (pause.toMillis() * (1 - SPREAD + 2 * SPREAD * random.nextDouble())));
    }
}
