package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a watch was heard last, and what is wrong with it since. Used in turn. */
final class WatchHealth {
    /** What came so lately shows that the watch is well. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(WatchHealth.class);

    /** What passes sooner is not worth a word. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private final TimeSource time;
    private final String namespace;
    private final String kind;
    private @Nullable Instant lastHeard;
    private long heardAt;
    private @Nullable String problem;
    private @Nullable Instant since;
    private long sinceNanos;
    private boolean told;

    WatchHealth(TimeSource time, String namespace, String kind) {
        this.time = time;
        this.namespace = namespace;
        this.kind = kind;
    }

    void heard() {
        if (told) {
            LOG.info("the watch of {} in {} is open again, after {}", kind, namespace, lasted());
        }
        lastHeard = time.wallTime();
        heardAt = time.nanoTime();
        problem = null;
        since = null;
        told = false;
    }

    void failed(String why) {
        problem = why;
        if (since == null) {
            since = time.wallTime();
            sinceNanos = time.nanoTime();
        }
        if (!told && lasted().compareTo(LONG) >= 0) {
            told = true;
            LOG.warn("the watch of {} in {} waits to be opened since {}", kind, namespace, since);
        }
    }

    private Duration lasted() {
        return Duration.ofNanos(time.nanoTime() - sinceNanos);
    }

    boolean heardLately() {
        return time.nanoTime() - heardAt <= LATELY.toNanos();
    }

    /** Whether it was heard, and has not failed since. */
    boolean isGood() {
        return problem == null && lastHeard != null;
    }

    WatchState state() {
        return new WatchState(
                namespace,
                kind,
                Optional.ofNullable(lastHeard),
                Optional.ofNullable(problem),
                Optional.ofNullable(since));
    }
}
