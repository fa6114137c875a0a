package dev.bellows.k8s.internal.admit;

import java.time.Duration;

/**
 * How far apart submissions have to be for the API server's sake: each second in which it says that it is asked too much, or takes long,
 * doubles the distance; each second in which it does neither halves it. Thread-safe.
 */
public final class Pressure {
    private static final long FIRST_NANOS = Duration.ofMillis(20).toNanos();
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long SLOW_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int TOO_MANY_REQUESTS = 429;

    private long distance;
    private long turn;

    /**
     * A call was answered.
     *
     * @param now when, on the time source's clock
     * @param took how long that took
     * @param code the HTTP status, 0 if there was none
     */
    public synchronized void answered(long now, Duration took, int code) {
        boolean hard = code == TOO_MANY_REQUESTS || took.toNanos() > SLOW_NANOS;
        if (distance == 0) {
            if (hard) {
                distance = FIRST_NANOS;
                turn = now;
            }
        } else if (now - turn >= TURN_NANOS) {
            turn = now;
            distance = hard ? Math.min(distance * 2, MOST_NANOS) : distance / 2 < FIRST_NANOS ? 0 : distance / 2;
        }
    }

    synchronized long distanceNanos() {
        return distance;
    }
}
