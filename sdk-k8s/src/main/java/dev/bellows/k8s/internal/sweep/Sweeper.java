package dev.bellows.k8s.internal.sweep;

import dev.bellows.check.Problem;
import dev.bellows.check.SweepRefused;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.SparkLabels;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import dev.bellows.run.SweepReport.Leftover;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Sweeps the runs of one client. Thread-safe. */
public final class Sweeper {
    /** The client of connections that name none: that of every service without a name. */
    private static final String NOBODY = "default";

    /** How long a process that has seen a driver go takes at most to write it, unless the API server is away. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Supplier<Instant> clock;
    private final String client;
    private final BiFunction<Pod, Integer, PodFacts> translation;

    /**
     * A sweeper for a client.
     *
     * @param cluster the cluster, with deadlines and retries
     * @param clock the API server's time
     * @param translation what a driver pod of an attempt says
     */
    public Sweeper(
            ClusterPort cluster,
            TimeSource time,
            Supplier<Instant> clock,
            String client,
            BiFunction<Pod, Integer, PodFacts> translation) {
        this.cluster = cluster;
        this.time = time;
        this.clock = clock;
        this.client = client;
        this.translation = translation;
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
        return new SweepListing(cluster, namespace, client, translation)
                .read(policy.sparkSubmitAge().isPresent())
                .thenCompose(facts -> {
                    SweepPlan plan = SweepPlan.of(policy, clock.get(), facts);
                    Removals removals = new Removals(time, plan.steps(), step -> remove(namespace, step));
                    Removals lost = new Removals(time, plan.lost(), this::settled);
                    CompletableFuture<Void> done = policy.isDryRun()
                            ? DONE
                            : removals.perform()
                                    .thenCompose(all -> later(plan.lost().isEmpty(), lost));
                    return done.thenApply(all -> report(policy.isDryRun(), facts, removals, lost));
                });
    }

    /** A process that watched the driver go is about to write how it ended. */
    private CompletableFuture<Void> later(boolean isNone, Removals lost) {
        if (isNone) {
            return DONE;
        }
        CompletableFuture<Void> waited = new CompletableFuture<>();
        time.after(DOUBT, () -> waited.complete(null));
        return waited.thenCompose(over -> lost.perform());
    }

    private static SweepReport report(boolean dryRun, SweepFacts facts, Removals removals, Removals lost) {
        List<Leftover> left = new ArrayList<>(facts.unread());
        left.addAll(removals.failed());
        lost.removed().forEach(run -> left.add(new Leftover(run.name(), run.why())));
        left.addAll(lost.failed());
        return new SweepReport(dryRun, facts.runs().size(), removals.removed(), left);
    }

    private CompletableFuture<Void> settled(SweepPlan.Step step) {
        return step.end().map(new Endings(cluster, clock, translation)::write).orElse(DONE);
    }

    /** What is gone already counts as removed; a UID that is another one's by now is not touched. */
    private CompletableFuture<Void> remove(String namespace, SweepPlan.Step step) {
        return settled(step).thenCompose(settled -> deleted(namespace, step)).exceptionallyCompose(error -> {
            ClusterException problem = ClusterException.in(error);
            return problem.isNotFound() || problem.isConflict() ? DONE : CompletableFuture.failedFuture(problem);
        });
    }

    private CompletableFuture<Void> deleted(String namespace, SweepPlan.Step step) {
        String name = step.removal().name();
        DeleteMode only = DeleteMode.BACKGROUND.only(step.target());
        return switch (step.removal().what()) {
            case RUN ->
                cluster.delete(ObjectKind.CONFIG_MAPS, namespace, name, DeleteMode.FOREGROUND.only(step.target()));
            case DRIVER -> cluster.delete(ObjectKind.PODS, namespace, name, only);
            case SERVICE -> cluster.delete(ObjectKind.SERVICES, namespace, name, only);
            case CONFIG_MAP -> cluster.delete(ObjectKind.CONFIG_MAPS, namespace, name, only);
            case EXECUTORS -> cluster.deleteAll(ObjectKind.PODS, namespace, executors(step), DeleteMode.BACKGROUND);
        };
    }

    /** An application id is random: no other driver's executors have it. */
    private String executors(SweepPlan.Step step) {
        return BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "=" + client + ","
                + SparkLabels.ROLE + "=" + SparkLabels.EXECUTOR + "," + SparkLabels.APP_ID + "=" + step.target();
    }
}
