package dev.bellows.k8s.internal.executors;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.Executor;
import dev.bellows.run.Progress;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunId;
import dev.bellows.run.Scaling;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executors of one run: looked at when somebody asks, and let go when somebody says so. Thread-safe; no method blocks. */
public final class RunExecutors {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecutors.class);

    /** What a driver tells is up to a tenth of a second old. */
    private static final Duration SECOND_LOOK = Duration.ofMillis(1_100);

    private static final int DECISIONS_KEPT = 100;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final Readings readings;
    private final List<Decision> decisions = new ArrayList<>();
    private CompletableFuture<?> releasing = CompletableFuture.completedFuture(null);

    /**
     * The executors of a run.
     *
     * @param readings where they are read
     */
    public RunExecutors(ClusterPort cluster, TimeSource time, RunId run, Readings readings) {
        this.cluster = cluster;
        this.time = time;
        this.run = run;
        this.readings = readings;
    }

    /** The label selector of a run's pods. */
    static String selector(RunId run, String client) {
        return BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "=" + client + ","
                + BellowsLabels.RUN + "=" + run.runName();
    }

    /** The executors, by id. */
    public CompletableFuture<List<Executor>> executors() {
        return readings.look().thenApply(Reading::executors);
    }

    /** How many there are, and should be. */
    public CompletableFuture<Scaling> scaling() {
        return readings.look().thenApply(reading -> reading.scaling(decisions()));
    }

    /** How far the work is; fails with {@link DriverSilent} if the driver does not tell. */
    public CompletableFuture<Progress> progress() {
        return readings.look()
                .thenCompose(reading -> reading.progress()
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() ->
                                CompletableFuture.failedFuture(reading.silence().orElseThrow())));
    }

    /** Lets executors go, one request after the other: each must see what the one before it has done. */
    public synchronized CompletableFuture<ReleaseReport> release(Release which) {
        CompletableFuture<ReleaseReport> report =
                releasing.handle((any, error) -> null).thenCompose(before -> released(which));
        releasing = report;
        return report;
    }

    private CompletableFuture<ReleaseReport> released(Release which) {
        return readings.anew()
                .thenCompose(first -> first.report().isEmpty()
                        ? CompletableFuture.completedFuture(first)
                        : pause().thenCompose(waited -> readings.anew()))
                .thenCompose(reading -> perform(ReleasePlan.of(which, reading), reading));
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        time.after(SECOND_LOOK, () -> over.complete(null));
        return over;
    }

    private CompletableFuture<ReleaseReport> perform(List<Decision> planned, Reading reading) {
        List<CompletableFuture<Decision>> done =
                planned.stream().map(decision -> perform(decision, reading)).toList();
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<Decision> made = done.stream().map(CompletableFuture::join).toList();
            note(made);
            return new ReleaseReport(made);
        });
    }

    private CompletableFuture<Decision> perform(Decision decision, Reading reading) {
        if (decision.outcome() != Outcome.RELEASED) {
            return CompletableFuture.completedFuture(decision);
        }
        PodSight pod = reading.pods().stream()
                .filter(sight ->
                        sight.id() == decision.executor() && sight.phase().isAlive())
                .findFirst()
                .orElseThrow();
        return cluster.delete(ObjectKind.PODS, run.namespace(), pod.name(), DeleteMode.BACKGROUND.only(pod.uid()))
                .handle((nothing, error) -> error == null ? decision : refused(decision, ClusterException.in(error)));
    }

    private static Decision refused(Decision decision, ClusterException problem) {
        boolean gone = problem.isNotFound() || problem.isConflict();
        return new Decision(
                decision.at(),
                decision.executor(),
                gone ? Outcome.UNKNOWN : Outcome.FAILED,
                gone ? "it was gone already" : String.valueOf(problem.getMessage()));
    }

    private void note(List<Decision> made) {
        made.forEach(decision -> LOG.info("run {}: {}", run, decision));
        synchronized (decisions) {
            decisions.addAll(made);
            decisions.subList(0, Math.max(0, decisions.size() - DECISIONS_KEPT)).clear();
        }
    }

    private List<Decision> decisions() {
        synchronized (decisions) {
            return List.copyOf(decisions);
        }
    }
}
