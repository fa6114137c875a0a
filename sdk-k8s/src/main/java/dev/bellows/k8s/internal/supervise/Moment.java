package dev.bellows.k8s.internal.supervise;

import java.time.Duration;
import java.time.Instant;

/**
 * When a signal came.
 *
 * @param wall for people
 * @param nanos for measuring
 * @param server in the API server's time, for what all processes of a run decide alike
 */
public record Moment(Instant wall, long nanos, Instant server) {
    /** A moment of a process whose clock is the API server's. */
    Moment(Instant wall, long nanos) {
        this(wall, nanos, wall);
    }

    Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /** How long it is until a time of the API server's; never negative. */
    Duration until(Instant due) {
        Duration left = Duration.between(server, due);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
