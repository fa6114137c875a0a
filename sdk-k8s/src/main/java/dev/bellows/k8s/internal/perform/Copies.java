package dev.bellows.k8s.internal.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The futures of one value that comes once: each holder has one of its own, and one that its holder gave up is not kept. Thread-safe. */
final class Copies<T> {
    private final CompletableFuture<T> value = new CompletableFuture<>();
    private final Map<Object, CompletableFuture<T>> open = new LinkedHashMap<>();

    /** Another one. */
    CompletableFuture<T> next() {
        CompletableFuture<T> copy = new CompletableFuture<>();
        Object place = new Object();
        synchronized (open) {
            if (!value.isDone()) {
                open.put(place, copy);
            }
        }
        if (value.isDone()) {
            settle(copy);
        } else {
            copy.whenComplete((any, error) -> forget(place));
        }
        return copy;
    }

    private void forget(Object place) {
        synchronized (open) {
            open.remove(place);
        }
    }

    /** How many wait for it. */
    int count() {
        synchronized (open) {
            return open.size();
        }
    }

    /** The value has come; calls those who wait for it. */
    void complete(@Nullable T known) {
        value.complete(known);
        settle();
    }

    /** The value will not come; calls those who wait for it. */
    void fail(RuntimeException reason) {
        value.completeExceptionally(reason);
        settle();
    }

    private void settle() {
        List<CompletableFuture<T>> waiting;
        synchronized (open) {
            waiting = List.copyOf(open.values());
            open.clear();
        }
        waiting.forEach(this::settle);
    }

    private void settle(CompletableFuture<T> copy) {
        // Not copy(), which wraps what the future failed with.
        value.whenComplete((known, error) -> settle(copy, known, error));
    }

    private void settle(CompletableFuture<T> copy, @Nullable T known, @Nullable Throwable error) {
        if (error == null) {
            copy.complete(known);
        } else {
            copy.completeExceptionally(error);
        }
    }
}
