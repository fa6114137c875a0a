package dev.bellows.testkit;

import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches one run as its user does, with listeners that throw, and says what a user must never see. */
final class Witness {
    /** From one attempt to the next; within one from its pause to its end. */
    private static final Comparator<RunState> ORDER = Comparator.comparingInt(RunState::attempt)
            .thenComparing(state -> state.status() == RunStatus.ACTIVE)
            .thenComparing(RunState::phase);

    private final SparkRun run;
    private final List<String> problems = new ArrayList<>();
    private @Nullable RunState last;
    private int ends;

    Witness(SparkRun run) {
        this.run = run;
        run.onEvent(event -> {
            ends += event instanceof RunEvent.Ended ? 1 : 0;
            if (String.valueOf(event).contains(Canary.VALUE)) {
                problems.add("I5: an event tells a secret: " + event);
            }
            throw new IllegalStateException("a listener that throws");
        });
        run.driverRunning().thenAccept(state -> {
            throw new IllegalStateException("a dependent that throws");
        });
    }

    SparkRun run() {
        return run;
    }

    /** Looks at the run's state: it must never go back. */
    void look() {
        RunState now = run.state();
        RunState before = last;
        if (before != null && !before.equals(now) && isBack(before, now)) {
            problems.add("I6: " + before + " was followed by " + now);
        }
        last = now;
    }

    Optional<RunResult> result() {
        return run.result().isDone() && !run.result().isCompletedExceptionally()
                ? Optional.of(run.result().join())
                : Optional.empty();
    }

    /** What was wrong; asked for when all must be over. */
    List<String> problems() {
        if (!run.result().isDone()) {
            problems.add("I2: the result never came: " + run.state());
        } else if (ends != 1) {
            problems.add("I2: the end was told " + ends + " times");
        }
        return problems;
    }

    private static boolean isBack(RunState before, RunState now) {
        if (before.status().isFinal()) {
            return before.status() != now.status();
        }
        return !now.status().isFinal() && ORDER.compare(now, before) < 0;
    }
}
