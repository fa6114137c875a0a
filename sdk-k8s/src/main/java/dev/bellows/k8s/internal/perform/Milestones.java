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

/** The futures of a run: each completes once, on the callback executor, also when it is asked for after the end. Thread-safe. */
final class Milestones {
    private final Executor callbacks;
    private final List<Milestone> open = new ArrayList<>();
    private final List<CompletableFuture<Void>> forgetting = new ArrayList<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private Supervision state;
    private @Nullable RuntimeException over;
    private @Nullable RuntimeException unwatched;

    Milestones(Executor callbacks, Supervision state) {
        this.callbacks = callbacks;
        this.state = state;
    }

    /** A future for when a state is reached. */
    synchronized CompletableFuture<RunState> reach(Predicate<Supervision> reached) {
        CompletableFuture<RunState> future = new CompletableFuture<>();
        open.add(new Milestone(reached, future));
        look(state);
        if (over != null) {
            failOpen(over);
        }
        return future;
    }

    /** Completes what the state has reached. */
    synchronized void look(Supervision now) {
        state = now;
        open.removeIf(milestone -> {
            boolean reached = milestone.reached.test(now);
            if (reached) {
                RunState visible = now.visible();
                callbacks.execute(() -> milestone.future.complete(visible));
            }
            return reached;
        });
    }

    /** A future of the result. */
    CompletableFuture<RunResult> ended() {
        CompletableFuture<RunResult> copy = new CompletableFuture<>();
        // Not copy(), which wraps what the future failed with.
        result.whenComplete((value, error) -> {
            if (error == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(error);
            }
        });
        return copy;
    }

    /** A future for when the run is forgotten. */
    synchronized CompletableFuture<Void> forgetting() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        if (unwatched == null) {
            forgetting.add(future);
        } else {
            fail(future, unwatched);
        }
        return future;
    }

    /** The run is forgotten, or could not be. */
    synchronized void forgotten(@Nullable RuntimeException failure) {
        for (CompletableFuture<Void> future : forgetting) {
            if (failure == null) {
                callbacks.execute(() -> future.complete(null));
            } else {
                fail(future, failure);
            }
        }
        forgetting.clear();
    }

    /** The run is over: what was not reached never will be. */
    synchronized void end(RunResult ended) {
        if (over == null) {
            failOpen(new RunFailed(ended));
            callbacks.execute(() -> result.complete(ended));
        }
    }

    /** Nobody watches the run any more; what was told stands. */
    synchronized void detach(RuntimeException reason) {
        unwatched = reason;
        forgotten(reason);
        if (over == null) {
            failOpen(reason);
            fail(result, reason);
        }
    }

    private void failOpen(RuntimeException reason) {
        over = reason;
        open.forEach(milestone -> fail(milestone.future, reason));
        open.clear();
    }

    private void fail(CompletableFuture<?> future, RuntimeException reason) {
        callbacks.execute(() -> future.completeExceptionally(reason));
    }

    private record Milestone(Predicate<Supervision> reached, CompletableFuture<RunState> future) {}
}
