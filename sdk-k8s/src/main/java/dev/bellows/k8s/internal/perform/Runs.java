package dev.bellows.k8s.internal.perform;

import dev.bellows.check.PreflightReport;
import dev.bellows.check.SweepRefused;
import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.admit.Entrance;
import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.internal.circuit.CircuitCluster;
import dev.bellows.k8s.internal.circuit.Wait;
import dev.bellows.k8s.internal.executors.Readings;
import dev.bellows.k8s.internal.executors.RunExecutors;
import dev.bellows.k8s.internal.executors.RunPods;
import dev.bellows.k8s.internal.observe.PodTranslation;
import dev.bellows.k8s.internal.observe.WatchState;
import dev.bellows.k8s.internal.preflight.NeededRights;
import dev.bellows.k8s.internal.preflight.Preflight;
import dev.bellows.k8s.internal.submit.FileFolders;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.internal.sweep.SweepTask;
import dev.bellows.k8s.internal.sweep.Sweeper;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.FileUploader;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Admission;
import dev.bellows.run.Detached;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunDescription;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunSelector;
import dev.bellows.run.RunSummary;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All runs of one connection. Thread-safe. */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CircuitCluster cluster;
    private final StoppableTime time;
    private final Callbacks callbacks;
    private final Surroundings world;
    private final Answers answers;

    /**
     * The runs of a connection.
     *
     * @param cluster the cluster, closed in the end
     * @param system time and turns, closed in the end
     * @param client the client name
     * @param users where the user's code runs; empty for threads of ours
     * @param uploader how local files get to where pods can read them
     * @param folders where local files may lie
     */
    public Runs(
            ClusterPort cluster,
            TimeSource system,
            String client,
            Optional<Executor> users,
            Optional<FileUploader> uploader,
            FileFolders folders,
            Admission admission) {
        this.time = new StoppableTime(system);
        this.cluster = new CircuitCluster(cluster, time);
        this.callbacks = new Callbacks(users, system);
        Pressure pressure = new Pressure();
        RetryingCluster retrying = new RetryingCluster(this.cluster, time, pressure);
        this.world = new Surroundings(
                retrying,
                time,
                callbacks,
                retrying.clock(),
                new Watches(retrying, time, client),
                new Entrance(retrying, time, pressure, admission),
                new Lanes(),
                new Expiries(retrying, time),
                new OpenFutures(callbacks),
                client,
                uploader,
                folders);
        this.cluster.whenBack(world.watches()::openAgain);
        this.answers = new Answers(callbacks, world.futures());
    }

    /** Submits a job; returns at once. */
    public SparkRun submit(RunId run, SparkJob job, RunOptions options) {
        return begin(new RunLane(world, run, Optional.of(job), options), new Signal.Start());
    }

    /** A run whose job was refused before anything of it was sent; returns at once. */
    public SparkRun refuse(RunId run, RunOptions options, String reason) {
        return begin(
                new RunLane(world, run, Optional.empty(), options),
                new Signal.Refused(FailureKind.INVALID, reason, Optional.empty()));
    }

    /** Watches a run that some process submitted; returns at once. */
    public SparkRun attach(RunId run) {
        return begin(new RunLane(world, run, Optional.empty(), RunOptions.key(run.key())), new Signal.Attach());
    }

    /** Watches all runs of the client in a namespace that have not ended. */
    public CompletableFuture<List<SparkRun>> attachAll(String namespace) {
        return answers.to(() -> new RunDirectory(world)
                .list(namespace)
                .thenApply(entries -> entries.stream()
                        .filter(entry -> !entry.isOver())
                        .map(entry -> begin(
                                new RunLane(
                                        world,
                                        entry.run(),
                                        Optional.empty(),
                                        entry.facts().options()),
                                new Signal.Found(entry.facts())))
                        .toList()));
    }

    /** All runs of the client in a namespace that a selector takes, oldest first. */
    public CompletableFuture<List<RunSummary>> list(String namespace, RunSelector selector) {
        return answers.to(() -> new RunDirectory(world)
                .list(namespace)
                .thenApply(entries -> entries.stream()
                        .map(entry -> entry.summary(world))
                        .filter(selector::matches)
                        .sorted(Comparator.comparing(RunSummary::submitted)
                                .thenComparing(run -> run.id().toString()))
                        .toList()));
    }

    /** A run with everything that its record and the cluster tell now. */
    public CompletableFuture<RunDescription> describe(RunId run) {
        return answers.to(() -> new RunDirectory(world).describe(run));
    }

    /** Says what a cluster lacks for a job; creates nothing. */
    public CompletableFuture<PreflightReport> preflight(RunId run, SparkJob job, NeededRights rights) {
        AttemptId attempt = new AttemptId(run, 1, world.client(), "spark-" + "0".repeat(32));
        return answers.to(() -> CompletableFuture.supplyAsync(
                        () -> new Preflight(world.cluster(), job.compile(attempt), rights), time::aside)
                .thenCompose(Preflight::report));
    }

    /** Removes what a policy lets go in a namespace. */
    public CompletableFuture<SweepReport> sweep(String namespace, SweepPolicy policy) {
        return answers.to(() -> {
            try {
                sweeper().check();
            } catch (SweepRefused refused) {
                return CompletableFuture.failedFuture(refused);
            }
            return sweeper().sweep(namespace, policy);
        });
    }

    /** Sweeps from time to time until the connection is closed. */
    public void sweepEvery(Duration interval, String namespace, SweepPolicy policy) {
        new SweepTask(sweeper(), time, interval, namespace, policy).begin();
    }

    private Sweeper sweeper() {
        return new Sweeper(world.cluster(), time, world.clock()::now, world.client(), PodTranslation::driver);
    }

    /** The open watches. */
    public CompletableFuture<List<WatchState>> watches() {
        return answers.to(() -> {
            CompletableFuture<List<WatchState>> states = new CompletableFuture<>();
            time.execute(() -> states.complete(world.watches().states()));
            return states;
        });
    }

    /** What requests wait for. */
    public Optional<Wait> waits() {
        return cluster.waits();
    }

    /** How many runs are watched that have not ended. */
    public int open() {
        return world.lanes().count(RunLane::isOpen);
    }

    /** How many of them wait for their turn. */
    public int waiting() {
        return world.lanes().count(RunLane::isWaiting);
    }

    private SparkRun begin(RunLane lane, Signal first) {
        world.lanes().add(lane);
        lane.begin(first);
        return new WatchedRun(world, lane, executors(lane), answers);
    }

    private RunExecutors executors(RunLane lane) {
        RunId run = lane.run();
        RunPods pods = new RunPods(world.cluster(), time, run, world.client(), lane.pods(), lane);
        Readings readings = new Readings(
                world.cluster(),
                time,
                world.clock()::now,
                run,
                pods,
                (uid, owner) -> lane.state().isDriver(uid, owner));
        return new RunExecutors(world.cluster(), time, run, readings, lane);
    }

    /**
     * Stops watching every run and ends all threads; the jobs go on. May be called from anywhere, the user's code in a turn included: the
     * last turn is taken in the caller's thread.
     */
    @Override
    public void close() {
        world.lanes().close().ifPresent(this::close);
    }

    private void close(List<RunLane> open) {
        boolean taken = time.stop(PATIENCE, () -> {
            open.forEach(lane -> lane.detach(new Detached(lane.run())));
            world.watches().close();
        });
        if (!taken) {
            LOG.warn("a turn has not ended within {}; closing goes on", PATIENCE);
        }
        world.futures().close();
        callbacks.close();
        time.close();
        cluster.close();
    }
}
