package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.run.Detached;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class MilestonesInterleavingsTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");
    private static final Supervision FIRST = Supervision.of(RUN, RunOptions.key("k1"));
    private static final Supervision SECOND = Supervision.of(RUN, RunOptions.key("k2"));
    private static final RunResult RESULT =
            new RunResult(RUN, RunStatus.SUCCEEDED, 1, Optional.empty(), Timings.NONE, List.of());

    @Test
    void a_milestone_that_is_asked_for_while_it_is_reached_completes() {
        Interleavings.of(() -> {
            Milestones milestones = new Milestones(Runnable::run, FIRST);
            Box<RunState> asked = new Box<>();

            together(
                    () -> milestones.look(SECOND),
                    () -> asked.future = milestones.reach(state -> state.equals(SECOND)));

            must(asked.future.isDone() && !asked.future.isCompletedExceptionally(), "it is reached");
        });
    }

    @Test
    void no_milestone_stays_open_when_the_run_ends_while_it_is_asked_for() {
        Interleavings.of(() -> {
            Milestones milestones = new Milestones(Runnable::run, FIRST);
            Box<RunState> asked = new Box<>();
            CompletableFuture<RunResult> result = milestones.ended();

            together(() -> milestones.end(RESULT), () -> asked.future = milestones.reach(state -> false));

            must(asked.future.isCompletedExceptionally(), "it is never reached, and says so");
            must(result.isDone(), "the result is known");
        });
    }

    @Test
    void a_run_that_ends_while_nothing_watches_it_any_more_has_one_end_for_all() {
        Interleavings.of(() -> {
            Milestones milestones = new Milestones(Runnable::run, FIRST);
            CompletableFuture<RunResult> early = milestones.ended();
            Box<Void> forgotten = new Box<>();

            together(
                    () -> milestones.end(RESULT),
                    () -> milestones.detach(new Detached(RUN)),
                    () -> forgotten.future = milestones.forgetting());

            CompletableFuture<RunResult> late = milestones.ended();
            must(early.isDone() && late.isDone(), "the result is known");
            must(early.isCompletedExceptionally() == late.isCompletedExceptionally(), "the same to all");
            must(forgotten.future.isDone(), "that it is not forgotten is known");
        });
    }

    private static final class Box<T> {
        private CompletableFuture<T> future = new CompletableFuture<>();
    }
}
