package dev.bellows.k8s.internal.executors;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.ControlReport;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.Executor;
import dev.bellows.run.Progress;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import dev.bellows.run.RunState;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling;
import dev.bellows.run.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The executors of one run: looked at when somebody asks, and let go when somebody says so. Thread-safe; no method blocks. */
public final class RunExecutors {
    /** What a driver tells is up to a tenth of a second old. */
    private static final Duration SECOND_LOOK = Duration.ofMillis(1_100);

    private final TimeSource time;
    private final RunId run;
    private final Readings readings;
    private final Deletions deletions;
    private final DecisionLog log;
    private final Tending tending;
    private final Orders orders;
    private final OneByOne requests = new OneByOne();

    /**
     * The executors of a run.
     *
     * @param readings where they are read
     * @param turns as long as the run is watched
     */
    public RunExecutors(ClusterPort cluster, TimeSource time, RunId run, Readings readings, Turns turns) {
        this.time = time;
        this.run = run;
        this.readings = readings;
        this.deletions = new Deletions(cluster, run, readings);
        this.log = new DecisionLog(run, time);
        this.orders = new Orders(readings);
        this.tending = new Tending(cluster, run, readings, requests, log, turns);
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
        return readings.look().thenApply(reading -> reading.scaling(log.newest()));
    }

    /** How far the work is; fails with {@link DriverSilent} if the driver does not tell. */
    public CompletableFuture<Progress> progress() {
        return readings.look()
                .thenCompose(reading -> reading.progress()
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() ->
                                CompletableFuture.failedFuture(reading.silence().orElseThrow())));
    }

    /** What was seen of them over time, put together with what happened to the run. */
    public Timeline timeline(List<RunEvent> events, RunState state) {
        return Timelines.of(run, state, time.wallTime(), events, readings.log().contents(), log.told());
    }

    /** Sees to the executors from now on as a policy says. */
    public void tend(ScaleDown policy) {
        tending.follow(policy);
    }

    /** Lets executors go. */
    public CompletableFuture<ReleaseReport> release(Release which) {
        return requests.next(() -> released(which));
    }

    /** Wants another number of executors. */
    public CompletableFuture<ControlReport> scaleTo(int executors) {
        return requests.next(() -> orders.target(executors));
    }

    /** Tells executors to go. */
    public CompletableFuture<ControlReport> decommission(List<Integer> executors) {
        return requests.next(() -> orders.decommission(executors).thenApply(report -> {
            log.add(report.decisions());
            return report;
        }));
    }

    private CompletableFuture<ReleaseReport> released(Release which) {
        return readings.anew()
                .thenCompose(first -> first.report().isEmpty()
                        ? CompletableFuture.completedFuture(first)
                        : pause().thenCompose(waited -> readings.anew()))
                .thenCompose(reading -> deletions.perform(ReleasePlan.of(which, reading), reading, which.keepAtLeast()))
                .thenApply(made -> {
                    log.add(made);
                    return new ReleaseReport(made);
                });
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        time.after(SECOND_LOOK, () -> over.complete(null));
        return over;
    }
}
