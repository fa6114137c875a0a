package dev.bellows.k8s.internal.cleanup;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Deletes what a run leaves, and nothing of a later run of the same key, which has the same names and labels: objects by their UID, executors
 * by their driver's application id. What is gone already counts as deleted.
 */
public final class Cleaner {
    /** A pod may take its grace period, 30 seconds, and a node a little longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final String runSelector;
    private final Pauses pauses;
    private final OwnPods pods;

    /** A cleaner for a run. */
    public Cleaner(ClusterPort cluster, TimeSource time, RunId run) {
        this.cluster = cluster;
        this.time = time;
        this.pauses = new Pauses(Duration.ofMillis(50), Duration.ofSeconds(2), time.random());
        this.run = run;
        this.pods = new OwnPods(cluster, run);
        this.runSelector = BellowsLabels.RUN + "=" + run.runName();
    }

    /** Deletes what retention lets go at the end of a run. */
    public CompletableFuture<Void> clean(
            RunResult result, RunOptions options, int attempt, Owners owners, boolean driverEnded) {
        CleanupPlan plan = CleanupPlan.of(result, options.retention(), driverEnded);
        CompletableFuture<Boolean> executors = pods.nothingRuns(runSelector, owners);
        CompletableFuture<Void> service = options.layout() == Layout.COMPACT ? DONE : deleteService(attempt, owners);
        CompletableFuture<Void> driver = plan.driver() ? deleteDriver(attempt, owners) : DONE;
        CompletableFuture<Void> sent = CompletableFuture.allOf(executors, service, driver);
        return plan.verified()
                ? sent.thenCompose(deleted -> until(() -> pods.nothingRuns(runSelector, owners)))
                        .thenCompose(ended -> until(() -> pods.noneLeft(ofAttempt(attempt), owners)))
                : sent;
    }

    /** Deletes what of an attempt could run, and waits until nothing of it does. */
    public CompletableFuture<Void> clear(int attempt, Owners owners, boolean driverStays) {
        CompletableFuture<Void> driver = driverStays ? DONE : deleteDriver(attempt, owners);
        CompletableFuture<Void> ended = until(() -> pods.nothingRuns(ofAttempt(attempt), owners));
        return CompletableFuture.allOf(driver, deleteService(attempt, owners), ended)
                .thenCompose(cleared -> owners.driver().isPresent() && !driverStays
                        ? until(() -> pods.isGone(
                                ObjectKind.PODS,
                                names(attempt).driverPodName(),
                                owners.driver().get()))
                        : DONE);
    }

    private CompletableFuture<Void> deleteDriver(int attempt, Owners owners) {
        return owners.driver().map(uid -> deleteDriver(attempt, uid)).orElse(DONE);
    }

    /** Deletes one driver pod. */
    public CompletableFuture<Void> deleteDriver(int attempt, String uid) {
        return gone(cluster.delete(
                ObjectKind.PODS, run.namespace(), names(attempt).driverPodName(), DeleteMode.BACKGROUND.only(uid)));
    }

    /** The Service of the name may be the next run's by now. */
    private CompletableFuture<Void> deleteService(int attempt, Owners owners) {
        String name = names(attempt).serviceName();
        return gone(cluster.get(ObjectKind.SERVICE_METADATA, run.namespace(), name)
                .thenCompose(service -> owners.own(service)
                        ? cluster.delete(
                                ObjectKind.SERVICES,
                                run.namespace(),
                                name,
                                DeleteMode.BACKGROUND.only(service.getMetadata().getUid()))
                        : DONE));
    }

    /** Deletes the record and all that it owns, and waits until it is gone; a driver that nobody owns goes first. */
    public CompletableFuture<Void> forget(Owners owners, Layout layout) {
        if (owners.record().isEmpty()) {
            return DONE;
        }
        String recordUid = owners.record().get();
        return layout == Layout.COMPACT
                ? deleteFreeDriver(owners)
                        .thenCompose(deleted -> until(() -> pods.noneLeft(runSelector, owners)))
                        .thenCompose(gone -> deleteRecord(recordUid))
                : deleteRecord(recordUid).thenCompose(deleted -> until(() -> pods.noneLeft(runSelector, owners)));
    }

    private CompletableFuture<Void> deleteRecord(String uid) {
        return gone(cluster.delete(
                        ObjectKind.CONFIG_MAPS, run.namespace(), run.runName(), DeleteMode.FOREGROUND.only(uid)))
                .thenCompose(deleted -> until(() -> pods.isGone(ObjectKind.CONFIG_MAP_METADATA, run.runName(), uid)));
    }

    /** Deletes the driver of a run that has no other objects: the one that is known, and one that came late while the record stands. */
    private CompletableFuture<Void> deleteFreeDriver(Owners owners) {
        return gone(cluster.get(ObjectKind.PODS, run.namespace(), names(1).driverPodName())
                .thenCompose(pod -> isOurs(pod.getMetadata())
                        ? pods.among(List.of(pod), owners)
                        : CompletableFuture.completedFuture(List.<Pod>of()))
                .thenCompose(own -> own.isEmpty()
                        ? DONE
                        : deleteDriver(1, own.get(0).getMetadata().getUid())));
    }

    /** Its labels somebody may have taken off; what it was made for stands in its annotations. */
    private boolean isOurs(ObjectMeta pod) {
        return pod.getAnnotations() != null
                && run.toString().equals(pod.getAnnotations().get(BellowsLabels.RUN_ID));
    }

    private String ofAttempt(int attempt) {
        return runSelector + "," + BellowsLabels.ATTEMPT + "=" + attempt;
    }

    private AttemptId names(int attempt) {
        return new AttemptId(run, attempt, "", "");
    }

    /** Not found, or another object of that name: what was to be deleted is gone. */
    private static CompletableFuture<Void> gone(CompletableFuture<Void> deletion) {
        return deletion.handle((deleted, error) -> {
            if (error != null) {
                ClusterException problem = ClusterException.in(error);
                if (!problem.isNotFound() && !problem.isConflict()) {
                    throw problem;
                }
            }
            return null;
        });
    }

    private CompletableFuture<Void> until(Supplier<CompletableFuture<Boolean>> condition) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        check(condition, 1, time.nanoTime() + PATIENCE.toNanos(), result);
        return result;
    }

    private void check(
            Supplier<CompletableFuture<Boolean>> condition, int turn, long deadline, CompletableFuture<Void> result) {
        condition.get().whenComplete((met, error) -> {
            if (error != null) {
                result.completeExceptionally(ClusterException.in(error));
            } else if (met) {
                result.complete(null);
            } else if (time.nanoTime() - deadline > 0) {
                result.completeExceptionally(ClusterException.noAnswer(
                        "objects of run " + run + " are still there after " + PATIENCE.toSeconds() + " s"));
            } else {
                time.after(pauses.after(turn), () -> check(condition, turn + 1, deadline, result));
            }
        });
    }
}
