package dev.bellows.run;

import java.time.Duration;

/**
 * How long a finished run's objects stay. Executors, the Service and a successful driver pod always go at the end.
 *
 * @param failedDriver how long a failed driver pod stays, for its log; default 24 hours
 * @param record how long the record stays: as long, the run's key is known and never run again; default 7 days
 */
public record Retention(Duration failedDriver, Duration record) {
    /** 24 hours and 7 days. */
    public static final Retention DEFAULT = new Retention(Duration.ofHours(24), Duration.ofDays(7));

    /** Checks that neither time is negative. */
    public Retention {
        if (failedDriver.isNegative() || record.isNegative()) {
            throw new IllegalArgumentException("retention: " + failedDriver + ", " + record + " (expected: >= PT0S)");
        }
    }

    /** Nothing stays. */
    public static Retention none() {
        return new Retention(Duration.ZERO, Duration.ZERO);
    }
}
