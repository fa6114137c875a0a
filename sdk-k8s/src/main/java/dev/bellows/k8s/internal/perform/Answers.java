package dev.bellows.k8s.internal.perform;

import dev.bellows.check.SweepRefused;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.DriverSilent;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** What the user has asked for, told where the user's code runs; nothing stays unanswered. Thread-safe. */
final class Answers {
    private final Executor callbacks;

    /** What is not answered yet. */
    private final Collection<CompletableFuture<?>> asked = new ConcurrentLinkedQueue<>();

    Answers(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** The same answer, or a problem of ours. */
    <T> CompletableFuture<T> told(CompletableFuture<T> answer) {
        CompletableFuture<T> copy = new CompletableFuture<>();
        asked.removeIf(CompletableFuture::isDone);
        asked.add(copy);
        answer.whenComplete((value, error) -> callbacks.execute(() -> {
            if (error == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(problem(error));
            }
        }));
        return copy;
    }

    /** A problem of ours as it is, and any other one as the cluster's. */
    private static Throwable problem(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof SweepRefused || cause instanceof DriverSilent ? cause : ClusterException.in(error);
    }

    /** Nothing will be answered any more. */
    void close() {
        ClusterException unanswered = ClusterException.noAnswer("the connection was closed");
        asked.forEach(future -> callbacks.execute(() -> future.completeExceptionally(unanswered)));
    }
}
