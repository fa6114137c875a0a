package dev.bellows.k8s.internal.fabric8;

import java.util.concurrent.CompletableFuture;

/**
 * An answer that is awaited. Whoever holds it, or what is to be made of it, can give it up: cancelling it ends the request, also when the
 * body has begun to come, and when the future has been completed by somebody else.
 *
 * @param <T> what it holds
 */
final class Answer<T> extends CompletableFuture<T> {
    private final Runnable end;

    /** An answer whose request is ended by a task, which may run more than once. */
    Answer(Runnable end) {
        this.end = end;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Answer<>(end);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        end.run();
        return cancelled;
    }
}
