package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a watch was heard last, and what is wrong with it since. Used in turn. */
final class WatchHealth {
    /** What came so lately shows that the watch is well. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final TimeSource time;
    private @Nullable Instant lastHeard;
    private long heardAt;
    private @Nullable String problem;

    WatchHealth(TimeSource time) {
        this.time = time;
    }

    void heard() {
        lastHeard = time.wallTime();
        heardAt = time.nanoTime();
        problem = null;
    }

    void failed(String why) {
        problem = why;
    }

    boolean heardLately() {
        return time.nanoTime() - heardAt <= LATELY.toNanos();
    }

    /** Whether it was heard, and has not failed since. */
    boolean isGood() {
        return problem == null && lastHeard != null;
    }

    WatchState state(String namespace, String kind) {
        return new WatchState(namespace, kind, Optional.ofNullable(lastHeard), Optional.ofNullable(problem));
    }
}
