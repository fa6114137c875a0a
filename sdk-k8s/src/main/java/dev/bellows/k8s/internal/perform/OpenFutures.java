package dev.bellows.k8s.internal.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The futures of a connection that somebody holds and that are not complete: none stays open when the connection is closed, and none that
 * is handed out later. One that is complete, or was given up, is not kept. Thread-safe.
 */
final class OpenFutures {
    private final Executor callbacks;

    /** How each fails if nothing else comes of it, in the order in which they were handed out. */
    private final Map<Object, Runnable> open = new LinkedHashMap<>();

    private boolean closed;

    /** None yet; they fail where the user's code runs. */
    OpenFutures(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** The same future, which is complete when the connection is closed at the latest. */
    <T> CompletableFuture<T> handOut(CompletableFuture<T> future, Supplier<RuntimeException> otherwise) {
        if (future.isDone()) {
            return future;
        }
        Object place = new Object();
        Runnable failure = () -> future.completeExceptionally(otherwise.get());
        if (keeps(place, failure)) {
            future.whenComplete((value, error) -> forget(place));
        } else {
            callbacks.execute(failure);
        }
        return future;
    }

    private boolean keeps(Object place, Runnable failure) {
        synchronized (open) {
            if (!closed) {
                open.put(place, failure);
            }
            return !closed;
        }
    }

    private void forget(Object place) {
        synchronized (open) {
            open.remove(place);
        }
    }

    /** Whether nothing is answered any more. */
    boolean isClosed() {
        synchronized (open) {
            return closed;
        }
    }

    /** How many there are. */
    int count() {
        synchronized (open) {
            return open.size();
        }
    }

    /** Nothing comes of them any more. */
    void close() {
        List<Runnable> left;
        synchronized (open) {
            closed = true;
            left = List.copyOf(open.values());
        }
        left.forEach(callbacks::execute);
    }
}
