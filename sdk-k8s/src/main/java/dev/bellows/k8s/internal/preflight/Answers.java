package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.Problem;
import dev.bellows.k8s.port.ClusterException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** From the API server's answers to findings. */
final class Answers {
    static final int FORBIDDEN = 403;

    private Answers() {}

    /** What an answer tells; without the right to look it is not an error. */
    static <T> CompletableFuture<List<Problem>> looked(
            String what, CompletableFuture<T> answer, Function<T, List<Problem>> judge) {
        return answer.thenApply(judge)
                .exceptionallyCompose(error -> ClusterException.in(error).code() == FORBIDDEN
                        ? CompletableFuture.completedFuture(List.of(
                                PreflightProblem.PREFLIGHT_UNSEEN.at(what, message(error), "the right to look")))
                        : CompletableFuture.failedFuture(error));
    }

    static CompletableFuture<List<Problem>> ifMissing(
            Throwable error, PreflightProblem problem, String field, String name) {
        return ClusterException.in(error).isNotFound()
                ? CompletableFuture.completedFuture(
                        List.of(problem.at(field, name + " does not exist", "an existing name")))
                : CompletableFuture.failedFuture(error);
    }

    static String message(Throwable error) {
        return String.valueOf(ClusterException.in(error).getMessage());
    }
}
