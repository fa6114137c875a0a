package dev.bellows.run;

import java.time.Duration;

/**
 * How long each phase of the last attempt took.
 *
 * @param submitting from {@code submit} until the driver pod was accepted
 * @param pending until the driver pod had a node
 * @param starting until the driver's Spark container ran
 * @param running until it ended
 */
public record Timings(Duration submitting, Duration pending, Duration starting, Duration running) {
    /** Nothing measured. */
    public static final Timings NONE = new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** All phases together. */
    public Duration total() {
        return submitting.plus(pending).plus(starting).plus(running);
    }
}
