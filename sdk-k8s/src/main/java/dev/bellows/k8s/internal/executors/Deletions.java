package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.control.ControlRefused;
import dev.bellows.k8s.internal.control.ControlledDriver;
import dev.bellows.k8s.internal.control.ControlledDriver.Done;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.Executor;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunId;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Has done what was decided about executors: deletes the pods of those that go, each only if it is the very one that was meant, or has the
 * driver give them back.
 */
final class Deletions {
    private final ClusterPort cluster;
    private final RunId run;
    private final Readings readings;

    Deletions(ClusterPort cluster, RunId run, Readings readings) {
        this.cluster = cluster;
        this.run = run;
        this.readings = readings;
    }

    /**
     * The decisions as they came out.
     *
     * @param keep how many executors are to stay
     */
    CompletableFuture<List<Decision>> perform(List<Decision> planned, Reading reading, int keep) {
        List<Integer> going = new ReleaseReport(planned).released();
        Optional<ControlledDriver> driver =
                readings.controlled().filter(known -> !reading.isDynamic() && !going.isEmpty());
        CompletableFuture<List<Decision>> made = driver.map(
                        known -> given(planned, known.release(going, keep, isHandedOn(reading))))
                .orElseGet(() -> deleted(planned, reading));
        return going.isEmpty() ? made : made.whenComplete((done, error) -> readings.outdate());
    }

    /** Whether shuffle data stays when an executor goes. */
    private static boolean isHandedOn(Reading reading) {
        return reading.report()
                .map(DriverReport::conf)
                .filter(conf -> conf.outlives() || conf.migrates())
                .isPresent();
    }

    /** Of a fixed number the driver itself gives executors back: deleted ones it would replace. */
    private static CompletableFuture<List<Decision>> given(List<Decision> planned, CompletableFuture<Done> order) {
        return order.handle((done, error) -> planned.stream()
                .map(decision -> {
                    if (decision.outcome() != Outcome.RELEASED) {
                        return decision;
                    }
                    if (error != null) {
                        ControlRefused refused = ControlRefused.in(error);
                        return as(decision, Outcome.FAILED, refused.outcome() + ": " + refused.getMessage());
                    }
                    return done.going().contains(decision.executor())
                            ? decision
                            : as(
                                    decision,
                                    Outcome.KEPT,
                                    "Spark gave it a task or shuffle data that running work needs, or was about to let it go");
                })
                .toList());
    }

    private CompletableFuture<List<Decision>> deleted(List<Decision> planned, Reading reading) {
        Set<Integer> writers = isHandedOn(reading) ? Set.of() : writers(reading);
        boolean anyGoes = planned.stream()
                .anyMatch(decision -> decision.outcome() == Outcome.RELEASED && writers.contains(decision.executor()));
        return anyGoes
                ? readings.jobHasBegunSince(reading)
                        .thenCompose(begun -> delete(begun ? without(planned, writers) : planned, reading))
                : delete(planned, reading);
    }

    /** Those who wrote shuffle data. */
    private static Set<Integer> writers(Reading reading) {
        return reading.executors().stream()
                .filter(executor -> executor.work()
                        .filter(work -> work.writtenShuffleBytes() > 0)
                        .isPresent())
                .map(Executor::id)
                .collect(Collectors.toSet());
    }

    /** What nothing needed when it was looked at may be what a job reads that has begun since. */
    private static List<Decision> without(List<Decision> planned, Set<Integer> writers) {
        return planned.stream()
                .map(decision -> decision.outcome() == Outcome.RELEASED && writers.contains(decision.executor())
                        ? as(decision, Outcome.KEPT, "a job has begun since, which may need its shuffle data")
                        : decision)
                .toList();
    }

    private CompletableFuture<List<Decision>> delete(List<Decision> planned, Reading reading) {
        List<CompletableFuture<Decision>> done =
                planned.stream().map(decision -> perform(decision, reading)).toList();
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new))
                .thenApply(all -> done.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Decision> perform(Decision decision, Reading reading) {
        if (decision.outcome() != Outcome.RELEASED) {
            return CompletableFuture.completedFuture(decision);
        }
        PodSight pod = reading.alive(decision.executor()).orElseThrow();
        return cluster.delete(ObjectKind.PODS, run.namespace(), pod.name(), DeleteMode.BACKGROUND.only(pod.uid()))
                .handle((nothing, error) -> error == null ? decision : refused(decision, ClusterException.in(error)));
    }

    private static Decision refused(Decision decision, ClusterException problem) {
        boolean gone = problem.isNotFound() || problem.isConflict();
        return as(
                decision,
                gone ? Outcome.UNKNOWN : Outcome.FAILED,
                gone ? "it was gone already" : String.valueOf(problem.getMessage()));
    }

    private static Decision as(Decision decision, Outcome outcome, String why) {
        return new Decision(decision.at(), decision.executor(), outcome, why);
    }
}
