package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.run.RunFailed;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The futures of a run: each completes once, on the callback executor. Used in turn. */
final class Milestones {
    private final Executor callbacks;
    private final List<Milestone> open = new ArrayList<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private @Nullable RuntimeException over;

    Milestones(Executor callbacks) {
        this.callbacks = callbacks;
    }

    void add(Predicate<Supervision> reached, CompletableFuture<RunState> future, Supervision state) {
        open.add(new Milestone(reached, future));
        look(state);
        if (over != null) {
            failOpen(over);
        }
    }

    /** Completes what the state has reached. */
    void look(Supervision state) {
        open.removeIf(milestone -> {
            boolean reached = milestone.reached.test(state);
            if (reached) {
                RunState visible = state.visible();
                callbacks.execute(() -> milestone.future.complete(visible));
            }
            return reached;
        });
    }

    CompletableFuture<RunResult> result() {
        return result;
    }

    /** The run is over: what was not reached never will be. */
    void end(RunResult ended) {
        failOpen(new RunFailed(ended));
        callbacks.execute(() -> result.complete(ended));
    }

    void fail(RuntimeException reason) {
        failOpen(reason);
        callbacks.execute(() -> result.completeExceptionally(reason));
    }

    private void failOpen(RuntimeException reason) {
        over = reason;
        List<Milestone> missed = List.copyOf(open);
        open.clear();
        callbacks.execute(() -> missed.forEach(milestone -> milestone.future.completeExceptionally(reason)));
    }

    private record Milestone(Predicate<Supervision> reached, CompletableFuture<RunState> future) {}
}
