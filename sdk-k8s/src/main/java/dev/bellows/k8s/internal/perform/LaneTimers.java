package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be done for a run later. Thread-safe. */
final class LaneTimers {
    private final TimeSource time;
    private final Set<TimeSource.Timer> waiting = ConcurrentHashMap.newKeySet();

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
    }

    /** Nothing that waits is done. */
    void cancel() {
        waiting.forEach(TimeSource.Timer::cancel);
        waiting.clear();
    }
}
