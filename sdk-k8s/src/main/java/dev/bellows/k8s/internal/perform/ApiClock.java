package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import java.time.Instant;
import java.util.Optional;

/**
 * The API server's time, by which all processes of a run decide alike: taken from its first answer, and then carried on by this process's
 * monotonic time, so that no clock that jumps moves a deadline. Thread-safe.
 */
final class ApiClock {
    private final ClusterPort cluster;
    private final TimeSource time;
    private Optional<Instant> start = Optional.empty();
    private long startNanos;

    ApiClock(ClusterPort cluster, TimeSource time) {
        this.cluster = cluster;
        this.time = time;
    }

    /** The time; this machine's before the first answer. */
    synchronized Instant now() {
        if (start.isEmpty()) {
            start = cluster.serverTime();
            startNanos = time.nanoTime();
        }
        return start.map(first -> first.plusNanos(time.nanoTime() - startNanos)).orElseGet(time::wallTime);
    }
}
