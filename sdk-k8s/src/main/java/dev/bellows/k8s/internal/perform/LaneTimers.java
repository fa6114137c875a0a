package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be done for a run later, unless all of it is cancelled by then. Thread-safe. */
final class LaneTimers {
    private final TimeSource time;
    private final Set<TimeSource.Timer> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    LaneTimers(TimeSource time) {
        this.time = time;
    }

    void after(Duration delay, Runnable task) {
        CompletableFuture<TimeSource.Timer> itself = new CompletableFuture<>();
        TimeSource.Timer timer = time.after(delay, () -> {
            itself.thenAccept(waiting::remove);
            task.run();
        });
        waiting.add(timer);
        itself.complete(timer);
        if (over) {
            // It may have been set too late to be found.
            timer.cancel();
            waiting.remove(timer);
        }
    }

    /** Nothing that waits is done, and nothing that comes later. */
    void cancel() {
        over = true;
        waiting.forEach(TimeSource.Timer::cancel);
        waiting.clear();
    }
}
