package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.cleanup.Cleaner;
import dev.bellows.k8s.internal.cleanup.Owners;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects of all runs that stay for a while, each until its time has come. One timer waits for the next of them. Not thread-safe. */
final class Expiries {
    private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);

    /** How many are deleted at once: after a long pause many may be due. */
    private static final int AT_ONCE = 32;

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final PriorityQueue<Expiry> waiting = new PriorityQueue<>(Comparator.comparingInt(Expiry::due));

    private final long start;
    private TimeSource.@Nullable Timer timer;
    private int alarm;
    private int underWay;
    private int dropped;

    Expiries(ClusterPort cluster, TimeSource time) {
        this.cluster = cluster;
        this.time = time;
        this.start = time.nanoTime();
    }

    /** A driver pod goes after a time. */
    Expiry driver(byte[] run, Duration after, int attempt, String uid) {
        return add(Expiry.driver(run, due(after), attempt, uid));
    }

    /** A record goes after a time, with all that it owns, or with its driver if it owns nothing. */
    Expiry record(byte[] run, Duration after, Layout layout, String uid) {
        return add(Expiry.record(run, due(after), layout == Layout.COMPACT, uid));
    }

    /** How many are kept. */
    int count() {
        return waiting.size();
    }

    /** An object is gone, or not to go: now and then those that are not waited for are cleared away together. */
    void drop(Expiry expiry) {
        if (!expiry.isDropped()) {
            expiry.drop();
            dropped++;
        }
        if (dropped > waiting.size() / 2) {
            waiting.removeIf(Expiry::isDropped);
            dropped = 0;
        }
    }

    /** The whole second after a time, but now if there is none; no process lives for as long as they can be counted. */
    private int due(Duration after) {
        Duration now = Duration.ofNanos(time.nanoTime() - start);
        long seconds = after.isZero()
                ? now.toSeconds()
                : now.plus(after.compareTo(FOREVER) > 0 ? FOREVER : after)
                        .plusNanos(999_999_999)
                        .toSeconds();
        return (int) Math.min(Integer.MAX_VALUE, seconds);
    }

    private long nanosUntil(int second) {
        return start + TimeUnit.SECONDS.toNanos(second) - time.nanoTime();
    }

    private Expiry add(Expiry expiry) {
        waiting.add(expiry);
        setAlarm();
        return expiry;
    }

    private void setAlarm() {
        Expiry next = waiting.peek();
        if (next == null || underWay == AT_ONCE || (timer != null && alarm <= next.due())) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        alarm = next.due();
        timer = time.after(Duration.ofNanos(Math.max(0, nanosUntil(alarm))), () -> {
            timer = null;
            begin();
        });
    }

    private void begin() {
        for (Expiry next = waiting.peek();
                next != null && underWay < AT_ONCE && nanosUntil(next.due()) <= 0;
                next = waiting.peek()) {
            waiting.remove();
            if (next.isDropped()) {
                dropped--;
            } else {
                delete(next);
                next.drop();
            }
        }
        setAlarm();
    }

    private void delete(Expiry expiry) {
        underWay++;
        RunId run = expiry.run();
        deleted(run, expiry)
                .whenComplete((gone, error) -> time.execute(() -> {
                    underWay--;
                    if (error != null) {
                        String why = String.valueOf(ClusterException.in(error).getMessage());
                        LOG.warn("run {}: an expired object could not be deleted: {}", run, why);
                    }
                    begin();
                }));
    }

    private CompletableFuture<Void> deleted(RunId run, Expiry expiry) {
        Cleaner cleaner = new Cleaner(cluster, time, run);
        return expiry.isRecord()
                ? cleaner.forget(
                        new Owners(Optional.of(expiry.uid()), Optional.empty()),
                        expiry.isAlone() ? Layout.COMPACT : Layout.SPARK)
                : cleaner.deleteDriver(expiry.attempt(), expiry.uid());
    }
}
