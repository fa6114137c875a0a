package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.port.ClusterException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request with one answer. */
final class Call<T> implements Request {
    private final Circuit circuit;
    private final Question question;
    private final Supplier<CompletableFuture<T>> call;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Call(Circuit circuit, Question question, Supplier<CompletableFuture<T>> call) {
        this.circuit = circuit;
        this.question = question;
        this.call = call;
    }

    /** Completes with the answer; its sender completes it to give the call up. */
    CompletableFuture<T> result() {
        return result;
    }

    @Override
    public void go() {
        CompletableFuture<T> answer = call.get();
        answer.whenComplete((value, error) -> {
            report(error);
            if (error == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(error);
            }
        });
        result.whenComplete((value, error) -> {
            if (error != null) {
                answer.completeExceptionally(error);
                answer.cancel(true);
            }
        });
    }

    private void report(@Nullable Throwable error) {
        if (error == null) {
            circuit.answered();
        } else {
            question.report(circuit, ClusterException.in(error));
        }
    }

    @Override
    public void refuse(ClusterException why) {
        result.completeExceptionally(why);
    }

    @Override
    public boolean isOver() {
        return result.isDone();
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
