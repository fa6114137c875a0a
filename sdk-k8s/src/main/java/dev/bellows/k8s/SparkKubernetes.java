package dev.bellows.k8s;

import dev.bellows.check.PreflightReport;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.internal.observe.WatchState;
import dev.bellows.k8s.internal.perform.Runs;
import dev.bellows.k8s.internal.perform.SystemTimeSource;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.RunDescription;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunSelector;
import dev.bellows.run.RunSummary;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A connection to one Kubernetes cluster, through which jobs are submitted and watched. Thread-safe; one connection serves any number
 * of runs with two watches a namespace and one thread that decides; up to four do blocking work, and up to eight run the user's code. Of a
 * run that is over it keeps what its retention needs, and nothing else.
 */
public final class SparkKubernetes implements AutoCloseable {
    /** The key of the run that a preflight compiles. */
    private static final String PREFLIGHT = "preflight";

    private final Runs runs;
    private final String namespace;
    private final PlatformRules rules;

    private SparkKubernetes(Runs runs, String namespace, PlatformRules rules) {
        this.runs = runs;
        this.namespace = namespace;
        this.rules = rules;
    }

    /**
     * Connects as the environment says: by kubeconfig, or by the service account inside a pod. Nothing is sent yet.
     *
     * @throws IllegalArgumentException as {@link #connect(ConnectOptions)}
     */
    public static SparkKubernetes connect() {
        return connect(ConnectOptions.ambient());
    }

    /**
     * Connects with options. Nothing is sent yet. The first connection of a JVM takes about a second, most of it to load what a submission
     * needs.
     *
     * @throws IllegalArgumentException if an address, a certificate or a kubeconfig cannot be used, or a command gives no credentials; the
     *     message names the file and the field and says what was expected, and holds no credentials
     */
    public static SparkKubernetes connect(ConnectOptions options) {
        ConnectChoices choices = options.choices();
        TimeSource time = new SystemTimeSource("bellows-turns", "bellows-worker");
        try {
            Rehearsal rehearsal = Rehearsal.begin(time);
            Connection connection =
                    Connection.open(choices.url(), choices.token(), choices.caCertificate(), choices.kubeconfig());
            rehearsal.end();
            return over(
                    connection.cluster(),
                    time,
                    choices.namespace().isPresent() ? options : options.namespace(connection.namespace()));
        } catch (RuntimeException e) {
            time.close();
            throw e;
        }
    }

    /**
     * A connection over another cluster and another time: how the testkit drives the runtime. Not for applications.
     */
    public static SparkKubernetes over(ClusterPort cluster, TimeSource time, ConnectOptions options) {
        ConnectChoices choices = options.choices();
        PlatformRules rules = choices.platform().rules();
        Runs runs = new Runs(
                cluster,
                time,
                choices.client(),
                choices.callbacks(),
                choices.uploader(),
                rules.localFiles(),
                choices.admission());
        return new SparkKubernetes(runs, choices.namespace().orElse("default"), rules);
    }

    /**
     * Submits a job. Returns at once; whatever goes wrong is the run's result.
     *
     * @param job what to run
     * @param options how; its key makes this submission the same as every other one with the same job name and key
     * @throws IllegalStateException if this connection is closed
     */
    public SparkRun submit(SparkJob job, RunOptions options) {
        PlatformJob onPlatform = new PlatformJob(rules, job, namespace);
        RunId run = new RunId(onPlatform.namespace(), job.name(), options.key());
        try {
            return runs.submit(run, onPlatform.applied(options.retry().remedy()), options);
        } catch (InvalidJob invalid) {
            return runs.refuse(run, options, String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * Watches a run that some process submitted, this one or another one that may have ended: the same run, with the same result. Returns
     * at once; a run that was never submitted, or is forgotten, ends as {@link dev.bellows.run.FailureKind#NOT_FOUND}. Of a run that is over
     * the record is read, and nothing deleted or kept. While the API server does not answer nothing is known of the run, and its futures
     * stay open; for a connection that is denied for a minute the run ends as {@link dev.bellows.run.FailureKind#FORBIDDEN}.
     *
     * @throws IllegalStateException if this connection is closed
     */
    public SparkRun attach(RunId run) {
        return runs.attach(run);
    }

    /**
     * Watches every run of this client in the connection's namespace that has not ended: what a service does when it starts again. One LIST
     * for the records and one for the pods, however many runs there are.
     *
     * @return fails with {@link dev.bellows.k8s.port.ClusterException} if the records cannot be listed
     */
    public CompletableFuture<List<SparkRun>> attachAll() {
        return runs.attachAll(namespace);
    }

    /**
     * The runs of this client that a selector takes, oldest first, as their records tell; nothing is watched for it.
     *
     * @return fails with {@link dev.bellows.k8s.port.ClusterException} if the records cannot be listed
     */
    public CompletableFuture<List<RunSummary>> runs(RunSelector selector) {
        return runs.list(selector.namespace().orElse(namespace), selector);
    }

    /**
     * A run with everything that its record and the cluster tell now: parameters, attempts with causes and times, objects, events. Nothing
     * is watched for it.
     *
     * @return fails with {@link dev.bellows.k8s.port.ClusterException}, {@code isNotFound()} if there is no record of the run
     */
    public CompletableFuture<RunDescription> describe(RunId run) {
        return runs.describe(run);
    }

    /**
     * Says what stands between a job and the cluster, without submitting anything: rights, namespace, service account, quota, limit
     * ranges, nodes, classes, and whether everything that its pods refer to exists; the API server checks both pods, too. Secrets are asked
     * for by name alone, never for their values. What the connection's account may not look at is a finding, not a failure;
     * {@link RoleManifests#withPreflight} lets it look.
     *
     * @return fails with {@link dev.bellows.k8s.port.ClusterException} only if the API server cannot be asked
     */
    public CompletableFuture<PreflightReport> preflight(SparkJob job) {
        PlatformJob onPlatform = new PlatformJob(rules, job, namespace);
        RunId run = new RunId(onPlatform.namespace(), job.name(), PREFLIGHT);
        try {
            return runs.preflight(run, onPlatform.applied(Optional.empty()), RoleManifests.neededRights());
        } catch (InvalidJob invalid) {
            return CompletableFuture.completedFuture(new PreflightReport(onPlatform.namespace(), invalid.problems()));
        }
    }

    /**
     * Removes what ended runs of this client have left, as a policy says: their records with everything that they own, and executors of
     * drivers that are dead. Judges by what records say, by drivers that have ended, and by age; never touches another client's objects.
     * One DELETE a run, and three LISTs for all of them; a run whose process died before its end has that written into its record first.
     * Runs whose driver is gone, and how it ended was not seen, take a minute longer.
     *
     * @return completes when the API server has accepted every removal; fails with {@link dev.bellows.check.SweepRefused} if the connection
     *     has no {@link ConnectOptions#client} of its own, and with {@link dev.bellows.k8s.port.ClusterException} if the runs cannot be listed
     */
    public CompletableFuture<SweepReport> sweep(SweepPolicy policy) {
        return runs.sweep(policy.namespace().orElse(namespace), policy);
    }

    /**
     * Sweeps from time to time, at moments spread by chance, until this connection is closed. Nothing is swept unless this is called; any
     * number of processes may do it.
     *
     * @param interval the time between two sweeps, at least a minute; the first one comes after it
     * @throws dev.bellows.check.SweepRefused if the connection has no {@link ConnectOptions#client} of its own, or the interval is too short
     */
    public void sweepEvery(Duration interval, SweepPolicy policy) {
        runs.sweepEvery(interval, policy.namespace().orElse(namespace), policy);
    }

    /** How this connection does. Asks the cluster nothing; completes at once, and fails once the connection is closed. */
    public CompletableFuture<Health> health() {
        return runs.watches()
                .thenApply(watches -> new Health(
                        runs.open(),
                        runs.waiting(),
                        watches.stream()
                                .map(watch -> new Health.Watch(
                                        watch.namespace(), watch.kind(), watch.lastHeard(), watch.problem()))
                                .toList(),
                        waits(watches)));
    }

    private List<Health.Wait> waits(List<WatchState> watches) {
        return Stream.concat(
                        runs.waits().stream().map(wait -> new Health.Wait(wait.what(), wait.since())),
                        watches.stream()
                                .flatMap(watch -> watch.waitsSince().stream()
                                        .map(since -> new Health.Wait(
                                                "the watch of " + watch.kind() + " in " + watch.namespace(), since))))
                .toList();
    }

    /**
     * The least rights that submitting and running jobs in a namespace need, ready to be rendered as YAML.
     *
     * @param namespace the namespace of the jobs
     */
    public static RoleManifests roles(String namespace) {
        return new RoleManifests(namespace, "bellows-submitter", "spark");
    }

    /**
     * Stops watching; the jobs go on. Open futures of runs fail with {@link dev.bellows.run.Detached}, all others with
     * {@link dev.bellows.k8s.port.ClusterException}, and so do those that are asked for later. Ends all threads: what the user's code does
     * on them is waited for, five seconds at most, and then interrupted. May be called from there, too.
     */
    @Override
    public void close() {
        runs.close();
    }
}
