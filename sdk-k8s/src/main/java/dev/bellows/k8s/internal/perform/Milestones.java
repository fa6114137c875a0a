package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.run.RunFailed;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The futures of a run: each completes once, on the callback executor, also when it is asked for after the end. What is due is found under
 * the lock and completed without it: a dependent may ask for the next one. Thread-safe.
 */
final class Milestones {
    private final Executor callbacks;
    private final Set<Milestone> open = new LinkedHashSet<>();
    private final Copies<RunResult> results = new Copies<>();
    private Copies<Void> forgetting = new Copies<>();
    private Supervision state;
    private @Nullable RuntimeException over;
    private @Nullable RuntimeException unwatched;

    Milestones(Executor callbacks, Supervision state) {
        this.callbacks = callbacks;
        this.state = state;
    }

    /** A future for when a state is reached; one that its holder gives up is not kept. */
    CompletableFuture<RunState> reach(Predicate<Supervision> reached) {
        Milestone milestone = new Milestone(reached, new CompletableFuture<>());
        Supervision now;
        RuntimeException never;
        synchronized (this) {
            now = state;
            never = over;
            if (never == null && !reached.test(now)) {
                open.add(milestone);
                milestone.future.whenComplete((any, error) -> forget(milestone));
                return milestone.future;
            }
        }
        if (never == null || reached.test(now)) {
            complete(milestone, now.visible());
        } else {
            fail(milestone, never);
        }
        return milestone.future;
    }

    private synchronized void forget(Milestone milestone) {
        open.remove(milestone);
    }

    /** Completes what the state has reached. */
    void look(Supervision now) {
        List<Milestone> due = new ArrayList<>();
        synchronized (this) {
            state = now;
            open.stream().filter(milestone -> milestone.reached.test(now)).forEach(due::add);
            due.forEach(open::remove);
        }
        due.forEach(milestone -> complete(milestone, now.visible()));
    }

    /** A future of the result. */
    CompletableFuture<RunResult> ended() {
        return results.next();
    }

    /** A future for when the run is forgotten. */
    CompletableFuture<Void> forgetting() {
        Copies<Void> current;
        RuntimeException reason;
        synchronized (this) {
            current = forgetting;
            reason = unwatched;
        }
        if (reason != null) {
            callbacks.execute(() -> current.fail(reason));
        }
        return current.next();
    }

    /** The run is forgotten, or could not be; then it may be tried again. */
    void forgotten(@Nullable RuntimeException failure) {
        Copies<Void> told;
        synchronized (this) {
            told = forgetting;
            forgetting = new Copies<>();
        }
        callbacks.execute(() -> {
            if (failure == null) {
                told.complete(null);
            } else {
                told.fail(failure);
            }
        });
    }

    /** The run is over: what was not reached never will be. */
    void end(RunResult ended) {
        if (endsWith(new RunFailed(ended))) {
            callbacks.execute(() -> results.complete(ended));
        }
    }

    /** Nobody watches the run any more; what was told stands. */
    void detach(RuntimeException reason) {
        synchronized (this) {
            unwatched = reason;
        }
        forgotten(reason);
        if (endsWith(reason)) {
            callbacks.execute(() -> results.fail(reason));
        }
    }

    /** Whether it was not over before. */
    private boolean endsWith(RuntimeException reason) {
        List<Milestone> missed;
        synchronized (this) {
            if (over != null) {
                return false;
            }
            over = reason;
            missed = List.copyOf(open);
            open.clear();
        }
        missed.forEach(milestone -> fail(milestone, reason));
        return true;
    }

    private void complete(Milestone milestone, RunState visible) {
        callbacks.execute(() -> milestone.future.complete(visible));
    }

    private void fail(Milestone milestone, RuntimeException reason) {
        callbacks.execute(() -> milestone.future.completeExceptionally(reason));
    }

    private record Milestone(Predicate<Supervision> reached, CompletableFuture<RunState> future) {}
}
