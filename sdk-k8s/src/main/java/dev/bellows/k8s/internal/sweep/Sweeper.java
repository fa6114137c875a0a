package dev.bellows.k8s.internal.sweep;

import dev.bellows.check.Problem;
import dev.bellows.check.SweepRefused;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.SparkLabels;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sweeps the runs of one client. Thread-safe. */
public final class Sweeper {
    /** The client of connections that name none: that of every service without a name. */
    private static final String NOBODY = "default";

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Supplier<Instant> clock;
    private final String client;

    /**
     * A sweeper for a client.
     *
     * @param cluster the cluster, with deadlines and retries
     * @param clock the API server's time
     */
    public Sweeper(ClusterPort cluster, TimeSource time, Supplier<Instant> clock, String client) {
        this.cluster = cluster;
        this.time = time;
        this.clock = clock;
        this.client = client;
    }

    /** Refuses to sweep for a client that may be several services. */
    public void check() {
        if (client.equals(NOBODY)) {
            throw new SweepRefused(Problem.of(
                    SweepProblem.SWEEP_CLIENT_MISSING,
                    "client",
                    client,
                    "a name of its own",
                    SweepProblem.SWEEP_CLIENT_MISSING.text().remedy()));
        }
    }

    /** Removes what a policy lets go in a namespace. */
    public CompletableFuture<SweepReport> sweep(String namespace, SweepPolicy policy) {
        return new SweepListing(cluster, namespace, client)
                .read(policy.sparkSubmitAge().isPresent())
                .thenCompose(facts -> {
                    List<SweepPlan.Step> steps = SweepPlan.of(policy, clock.get(), facts);
                    Removals removals = new Removals(time, steps, step -> remove(namespace, step));
                    CompletableFuture<Void> done =
                            policy.isDryRun() ? CompletableFuture.completedFuture(null) : removals.perform();
                    return done.thenApply(all -> removals.report(policy.isDryRun(), facts));
                });
    }

    /** What is gone already counts as removed; a UID that is another one's by now is not touched. */
    private CompletableFuture<Void> remove(String namespace, SweepPlan.Step step) {
        String name = step.removal().name();
        DeleteMode only = DeleteMode.BACKGROUND.only(step.target());
        CompletableFuture<Void> call = switch (step.removal().what()) {
            case RUN ->
                cluster.delete(ObjectKind.CONFIG_MAPS, namespace, name, DeleteMode.FOREGROUND.only(step.target()));
            case DRIVER -> cluster.delete(ObjectKind.PODS, namespace, name, only);
            case SERVICE -> cluster.delete(ObjectKind.SERVICES, namespace, name, only);
            case CONFIG_MAP -> cluster.delete(ObjectKind.CONFIG_MAPS, namespace, name, only);
            case EXECUTORS -> cluster.deleteAll(ObjectKind.PODS, namespace, executors(step), DeleteMode.BACKGROUND);
        };
        return call.exceptionallyCompose(error -> {
            ClusterException problem = ClusterException.in(error);
            return problem.isNotFound() || problem.isConflict()
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(problem);
        });
    }

    private String executors(SweepPlan.Step step) {
        return BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "=" + client + ","
                + BellowsLabels.RUN + "=" + step.target() + "," + BellowsLabels.ATTEMPT + "=" + step.attempt() + ","
                + SparkLabels.ROLE + "=" + SparkLabels.EXECUTOR;
    }
}
