package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.Sightings.Sighting;
import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.KeepReason;
import dev.bellows.run.Release;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a policy does with each executor, from one reading. Pure. */
final class ScaleDownPlan {
    private ScaleDownPlan() {}

    /** A decision for each executor that there is, by id; none if the driver does not tell. */
    static List<Decision> of(ScaleDown policy, Reading reading) {
        if (reading.report().isEmpty()) {
            return List.of();
        }
        List<Executor> executors = reading.executors();
        Map<Integer, Decision> released = policy.idle().map(idle -> release(policy, idle)).stream()
                .flatMap(release -> ReleasePlan.of(release, reading, executors).stream())
                .collect(Collectors.toMap(Decision::executor, Function.identity()));
        return executors.stream()
                .filter(executor -> executor.state().isAlive())
                .flatMap(executor -> stuck(policy, reading, executor, released.get(executor.id())).stream())
                .toList();
    }

    private static Release release(ScaleDown policy, Duration idle) {
        Release release = Release.idle(idle).keepAtLeast(policy.keepAtLeast());
        return policy.releasesStuck()
                ? release.unusedShuffle(policy.stuckAfter().orElseThrow())
                : release;
    }

    private static Optional<Decision> stuck(
            ScaleDown policy, Reading reading, Executor executor, @Nullable Decision decided) {
        boolean goes = decided != null && decided.outcome() == Outcome.RELEASED;
        Optional<Duration> unused = reading.memory()
                .of(executor.id())
                .flatMap(Sighting::unusedSince)
                .map(since -> Duration.between(since, reading.at()));
        boolean held = executor.state() == ExecutorState.IDLE && executor.kept().reason() == KeepReason.UNUSED_SHUFFLE;
        return policy.stuckAfter()
                .filter(limit -> held
                        && !goes
                        && unused.filter(time -> time.compareTo(limit) >= 0).isPresent())
                .map(limit -> new Decision(
                        reading.at(),
                        executor.id(),
                        Outcome.STUCK,
                        "nothing has needed its shuffle data for "
                                + Duration.ofSeconds(unused.orElseThrow().toSeconds()) + "; " + executor.kept()))
                .or(() -> Optional.ofNullable(decided));
    }
}
