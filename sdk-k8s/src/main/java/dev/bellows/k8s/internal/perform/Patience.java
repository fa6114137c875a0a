package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How long a run's end waits for those who follow its driver's log. */
final class Patience {
    private static final Duration LOG = Duration.ofSeconds(10);

    private Patience() {}

    /** The future's value, or another one if it does not come in time or fails. */
    static <T> CompletableFuture<T> within(TimeSource time, CompletableFuture<? extends T> future, T otherwise) {
        CompletableFuture<T> result = new CompletableFuture<>();
        TimeSource.Timer alarm = time.after(LOG, () -> result.complete(otherwise));
        future.whenComplete((value, error) -> {
            alarm.cancel();
            result.complete(error == null ? value : otherwise);
        });
        return result;
    }
}
