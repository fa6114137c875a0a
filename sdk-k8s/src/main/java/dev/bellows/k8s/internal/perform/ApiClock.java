package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The API server's time, by which all processes of a run decide alike: taken from an answer when it comes, and then carried on by this
 * process's monotonic time, so that no clock that jumps moves a deadline. Later answers correct it where they leave no other way: after a
 * machine that was suspended, whose monotonic time stood still, or after an answer of a server whose clock was wrong. Thread-safe.
 */
final class ApiClock {
    /** A server tells its time without fractions. */
    private static final Duration CUT_OFF = Duration.ofSeconds(1);

    private final TimeSource time;
    private Optional<Instant> told = Optional.empty();
    private Instant start = Instant.EPOCH;
    private long startNanos;

    ApiClock(TimeSource time) {
        this.time = time;
    }

    /**
     * An answer has come.
     *
     * @param date what the server said the time was
     * @param took how long ago the answer was asked for: so old is that at most
     */
    synchronized void heard(Instant date, Duration took) {
        // What was told before is no other answer's.
        if (told.filter(date::equals).isPresent()) {
            return;
        }
        Instant latest = date.plus(took).plus(CUT_OFF);
        if (told.isEmpty() || now().isBefore(date)) {
            begin(date);
        } else if (now().isAfter(latest)) {
            begin(latest);
        }
        told = Optional.of(date);
    }

    private void begin(Instant now) {
        start = now;
        startNanos = time.nanoTime();
    }

    /** The time; this machine's before the first answer. */
    synchronized Instant now() {
        return told.isEmpty() ? time.wallTime() : start.plusNanos(time.nanoTime() - startNanos);
    }
}
