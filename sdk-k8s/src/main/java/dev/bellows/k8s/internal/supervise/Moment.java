package dev.bellows.k8s.internal.supervise;

import java.time.Duration;
import java.time.Instant;

/**
 * When a signal came.
 *
 * @param wall for people
 * @param nanos for measuring
 */
public record Moment(Instant wall, long nanos) {
    Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }
}
