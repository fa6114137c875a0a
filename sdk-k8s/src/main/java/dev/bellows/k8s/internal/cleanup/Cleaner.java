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
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Deletes what a run leaves. What is gone already counts as deleted. */
public final class Cleaner {
    /** A pod may take its grace period, 30 seconds, and a node a little longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final String runSelector;
    private final Pauses pauses;

    /** A cleaner for a run. */
    public Cleaner(ClusterPort cluster, TimeSource time, RunId run) {
        this.cluster = cluster;
        this.time = time;
        this.pauses = new Pauses(Duration.ofMillis(50), Duration.ofSeconds(2), time.random());
        this.run = run;
        this.runSelector = BellowsLabels.RUN + "=" + run.runName();
    }

    /** Deletes what retention lets go at the end of a run. */
    public CompletableFuture<Void> clean(
            RunResult result, RunOptions options, int attempt, Optional<String> driverUid, boolean driverEnded) {
        CleanupPlan plan = CleanupPlan.of(result, options.retention(), driverEnded);
        CompletableFuture<Void> executors = deleteExecutors(runSelector);
        CompletableFuture<Void> service = options.layout() == Layout.COMPACT ? DONE : deleteService(attempt);
        CompletableFuture<Void> driver =
                plan.driver() && driverUid.isPresent() ? deleteDriver(attempt, driverUid.get()) : DONE;
        CompletableFuture<Void> sent = CompletableFuture.allOf(executors, service, driver);
        return plan.verified()
                ? sent.thenCompose(deleted -> until(() -> nothingRuns(runSelector)))
                        .thenCompose(ended -> until(() -> noPods(ofAttempt(attempt))))
                : sent;
    }

    /** Deletes what of an attempt could run, and waits until nothing of it does. */
    public CompletableFuture<Void> clear(int attempt, Optional<String> driverUid, boolean driverStays) {
        String selector = ofAttempt(attempt);
        CompletableFuture<Void> driver =
                driverUid.isPresent() && !driverStays ? deleteDriver(attempt, driverUid.get()) : DONE;
        return CompletableFuture.allOf(driver, deleteExecutors(selector), deleteService(attempt))
                .thenCompose(deleted -> until(() -> nothingRuns(selector)))
                .thenCompose(deleted -> driverUid.isPresent() && !driverStays
                        ? until(() -> isGone(ObjectKind.PODS, names(attempt).driverPodName(), driverUid.get()))
                        : DONE);
    }

    /** Deletes one driver pod. */
    public CompletableFuture<Void> deleteDriver(int attempt, String uid) {
        return gone(cluster.delete(
                ObjectKind.PODS, run.namespace(), names(attempt).driverPodName(), DeleteMode.BACKGROUND.only(uid)));
    }

    private CompletableFuture<Void> deleteExecutors(String selector) {
        return cluster.deleteAll(
                ObjectKind.PODS, run.namespace(), selector + ",spark-role=executor", DeleteMode.BACKGROUND);
    }

    private CompletableFuture<Void> deleteService(int attempt) {
        return gone(cluster.delete(
                ObjectKind.SERVICES, run.namespace(), names(attempt).serviceName(), DeleteMode.BACKGROUND));
    }

    /** Deletes the record and all that it owns, and waits until it is gone; a driver that nobody owns goes first. */
    public CompletableFuture<Void> forget(Optional<String> recordUid, Layout layout) {
        if (recordUid.isEmpty()) {
            return DONE;
        }
        return layout == Layout.COMPACT
                ? deleteDriver()
                        .thenCompose(deleted -> deleteExecutors(runSelector))
                        .thenCompose(deleted -> until(() -> noPods(runSelector)))
                        .thenCompose(gone -> deleteRecord(recordUid))
                : deleteRecord(recordUid);
    }

    private CompletableFuture<Void> deleteRecord(Optional<String> recordUid) {
        DeleteMode mode = DeleteMode.FOREGROUND.only(recordUid.get());
        return gone(cluster.delete(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName(), mode))
                .thenCompose(
                        deleted -> until(() -> isGone(ObjectKind.CONFIG_MAP_METADATA, run.runName(), recordUid.get())))
                .thenCompose(deleted -> until(() -> noPods(runSelector)));
    }

    /** Deletes the driver of a run that has no other objects, if it is one. */
    private CompletableFuture<Void> deleteDriver() {
        return cluster.get(ObjectKind.PODS, run.namespace(), names(1).driverPodName())
                .thenCompose(pod -> isOurs(pod.getMetadata())
                        ? deleteDriver(1, pod.getMetadata().getUid())
                        : DONE)
                .exceptionallyCompose(error ->
                        ClusterException.in(error).isNotFound() ? DONE : CompletableFuture.failedFuture(error));
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

    /** A pod that has ended may stay for its log. */
    private CompletableFuture<Boolean> nothingRuns(String selector) {
        return cluster.list(ObjectKind.PODS, run.namespace(), selector)
                .thenApply(listing -> listing.items().stream().allMatch(Cleaner::hasEnded));
    }

    private static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    private CompletableFuture<Boolean> noPods(String selector) {
        return cluster.list(ObjectKind.PODS, run.namespace(), selector)
                .thenApply(listing -> listing.items().isEmpty());
    }

    private CompletableFuture<Boolean> isGone(ObjectKind<? extends HasMetadata> kind, String name, String uid) {
        return cluster.get(kind, run.namespace(), name).handle((object, error) -> {
            if (error == null) {
                return !uid.equals(object.getMetadata().getUid());
            }
            ClusterException problem = ClusterException.in(error);
            if (problem.isNotFound()) {
                return true;
            }
            throw problem;
        });
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
