package dev.bellows.k8s.internal.perform;

import dev.bellows.check.SweepRefused;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.DriverSilent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the user asks, answered where the user's code runs; nothing stays unanswered. Thread-safe. */
final class Answers {
    private final Executor callbacks;
    private final OpenFutures open;

    Answers(Executor callbacks, OpenFutures open) {
        this.callbacks = callbacks;
        this.open = open;
    }

    /** Asks, and hands out the same answer, or a problem of ours; once the connection is closed nothing is asked. */
    <T> CompletableFuture<T> to(Supplier<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = open.handOut(new CompletableFuture<>(), Answers::unanswered);
        if (!open.isClosed()) {
            ask(question, answer);
        }
        return answer;
    }

    private <T> void ask(Supplier<CompletableFuture<T>> question, CompletableFuture<T> answer) {
        try {
            question.get()
                    .whenComplete((value, error) -> callbacks.execute(() -> {
                        if (error == null) {
                            answer.complete(value);
                        } else {
                            answer.completeExceptionally(problem(error));
                        }
                    }));
        } catch (RuntimeException e) {
            // A question that cannot be asked is a mistake of whoever asks; its answer is waited for no more.
            answer.completeExceptionally(e);
            throw e;
        }
    }

    private static RuntimeException unanswered() {
        return ClusterException.noAnswer("the connection was closed");
    }

    /** A problem of ours as it is, and any other one as the cluster's. */
    private static Throwable problem(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof SweepRefused || cause instanceof DriverSilent ? cause : ClusterException.in(error);
    }
}
