package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import java.time.Duration;
import java.util.Optional;

/** Says whether a driver runs on without the executors that its job wants. Pure. */
final class Stall {
    private Stall() {}

    /** How much longer the driver may be alone; empty if it is not, or may be for as long as it likes. */
    static Optional<Duration> left(Supervision state, Moment now) {
        boolean wanted = !state.executors().isEmpty()
                || state.record()
                        .flatMap(RecordFacts::sizes)
                        .filter(sizes -> sizes.executors() > 0)
                        .isPresent();
        return state.phase() == AttemptPhase.RUNNING && wanted
                ? state.options()
                        .stallTimeout()
                        .flatMap(limit -> state.aloneSince().map(since -> limit.minus(now.since(since))))
                : Optional.empty();
    }

    static Cause cause(Supervision state) {
        String alone = "The driver ran without any executor for "
                + state.options().stallTimeout().map(Object::toString).orElse("too long") + ": ";
        return new Cause(
                FailureKind.STALLED,
                alone
                        + state.executors().values().stream()
                                .filter(pod -> !pod.hasEnded())
                                .findFirst()
                                .map(pod -> "its executors do not start (" + Judge.because(pod) + ").")
                                .orElse(
                                        state.executorsSeen()
                                                ? "its executors are gone and none replaced them; the program may be done while"
                                                        + " something keeps its JVM alive, or Spark has lost sight of its executors."
                                                : "it has not asked for any."));
    }
}
