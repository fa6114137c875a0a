package dev.bellows.k8s.internal.executors;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Requests one after the other: each must see what the one before it has done. Thread-safe. */
final class OneByOne {
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    /** Begins a request once those before it have come to an end, however they did. */
    synchronized <T> CompletableFuture<T> next(Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> next = last.handle((any, error) -> null).thenCompose(before -> request.get());
        last = next;
        return next;
    }
}
