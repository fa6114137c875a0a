package dev.bellows.k8s.internal.sweep;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.SweepReport.Leftover;
import dev.bellows.run.SweepReport.Removal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the steps of a sweep, some at a time; what fails keeps none of the others from being done. */
final class Removals {
    /** Few enough to leave the API server to others, enough not to wait for it. */
    private static final int AT_ONCE = 16;

    private final TimeSource time;
    private final List<SweepPlan.Step> steps;
    private final Function<SweepPlan.Step, CompletableFuture<Void>> remove;
    private final List<Leftover> failed = new ArrayList<>();
    private final Set<Removal> stayed = new HashSet<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int begun;
    private int ended;

    Removals(TimeSource time, List<SweepPlan.Step> steps, Function<SweepPlan.Step, CompletableFuture<Void>> remove) {
        this.time = time;
        this.steps = steps;
        this.remove = remove;
    }

    /** Completes when every step has been taken. */
    CompletableFuture<Void> perform() {
        if (steps.isEmpty()) {
            done.complete(null);
        }
        time.execute(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
                next();
            }
        });
        return done;
    }

    /** What was removed, or would be. */
    List<Removal> removed() {
        return steps.stream()
                .map(SweepPlan.Step::removal)
                .filter(removal -> !stayed.contains(removal))
                .toList();
    }

    /** What stayed although it should have gone. */
    List<Leftover> failed() {
        return List.copyOf(failed);
    }

    private void next() {
        if (begun < steps.size()) {
            SweepPlan.Step step = steps.get(begun++);
            remove.apply(step).whenComplete((gone, error) -> time.execute(() -> over(step.removal(), error)));
        }
    }

    private void over(Removal removal, @Nullable Throwable error) {
        if (error != null) {
            stayed.add(removal);
            failed.add(new Leftover(
                    removal.name(), String.valueOf(ClusterException.in(error).getMessage())));
        }
        if (++ended == steps.size()) {
            done.complete(null);
        } else {
            next();
        }
    }
}
