package dev.bellows.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.internal.scripted.PodScript;
import dev.bellows.testkit.internal.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A Kubernetes without processes, in which time stands still until a test moves it: an hour of a job's life takes a millisecond. Pods live
 * as scripts tell ({@link #job}), and the SDK runs unchanged on top of it ({@link #spark}).
 *
 * <pre>{@code
 * try (SimulatedCluster cluster = SimulatedCluster.seeded(7)) {
 *   cluster.job("daily-revenue").driverRunsFor(ofMinutes(5)).thenSucceeds();
 *   SparkRun run = cluster.spark().submit(job, RunOptions.key("2026-11-20"));
 *   cluster.advance(ofMinutes(9));
 *   assertThat(run).succeeded();
 * }
 * }</pre>
 *
 * <p>Everything happens on the thread that calls {@link #advance}, callbacks included: never wait for a future, move time instead. The same
 * seed and the same calls give the same story, which {@link #trace} tells. Not thread-safe.
 */
public final class SimulatedCluster implements AutoCloseable {
    private static final Duration MONTH = Duration.ofDays(31);

    private final Map<String, JobScript> jobs = new HashMap<>();
    private final Simulation simulation;
    private final SparkKubernetes first;

    private SimulatedCluster(long seed) {
        simulation = new Simulation(seed, this::script);
        first = connect(ConnectOptions.ambient());
    }

    /** A cluster whose chances, such as latencies and UIDs, start from a seed. */
    public static SimulatedCluster seeded(long seed) {
        return new SimulatedCluster(seed);
    }

    /** What will happen to the pods of a job; said before the job is submitted. */
    public JobScript job(String name) {
        return jobs.computeIfAbsent(name, any -> new JobScript());
    }

    /** The SDK in its first process. */
    public SparkKubernetes spark() {
        return first;
    }

    /** The SDK in a further process, with a connection and a clock of its own. */
    public SparkKubernetes connect(ConnectOptions options) {
        return simulation.connect(options, port -> port);
    }

    /** Ends a process as {@code kill -9} does: nothing of it runs any more; calls under way may still arrive. */
    public void kill(SparkKubernetes process) {
        simulation.process(process).time().kill();
    }

    /** Lets a process stand still, as a long garbage collection does; then everything that fell due meanwhile happens at once. */
    public void pause(SparkKubernetes process, Duration duration) {
        simulation.process(process).time().pause(duration);
    }

    /** Sets the clock of a process forward, or back by a negative duration. Its timers do not notice. */
    public void jumpClock(SparkKubernetes process, Duration by) {
        simulation.process(process).time().jump(by);
    }

    /** From now on these mishaps happen, and no others. */
    public void faults(FaultPlan plan) {
        simulation.api().faults(plan);
    }

    /** Moves time on, and lets everything happen that falls due. */
    public void advance(Duration step) {
        simulation.advance(step);
    }

    /**
     * Moves time on until a future is complete, and returns its value; in place of {@code join()}, which would wait for ever.
     *
     * @throws AssertionError if a month passes meanwhile
     */
    public <T> T await(CompletableFuture<T> future) {
        if (!simulation.time().advanceUntil(future::isDone, MONTH)) {
            throw new AssertionError("the future is not complete after " + MONTH.toDays() + " simulated days");
        }
        return future.join();
    }

    /** For so long the API server answers nobody; all watches break now. */
    public void apiServerDown(Duration duration) {
        simulation.apiServerDown(duration);
    }

    /** The objects, to be looked at and meddled with. */
    public ClusterObjects objects() {
        return new ClusterObjects(simulation.store());
    }

    /** The cluster's time. */
    public Instant now() {
        return simulation.time().instant();
    }

    /** What happened so far, a line each: calls and their outcomes, pods and their phases, faults. */
    public String trace() {
        return simulation.trace().toString();
    }

    /**
     * Ends all processes.
     *
     * @throws AssertionError if something did not hold that always must; so do all methods that move time
     */
    @Override
    public void close() {
        simulation.close();
    }

    Simulation simulation() {
        return simulation;
    }

    private PodScript script(ObjectNode pod) {
        var labels = pod.path("metadata").path("labels");
        JobScript job = jobs.getOrDefault(labels.path(BellowsLabels.JOB).asText(), new JobScript());
        String executor = labels.path("spark-exec-id").asText();
        return !executor.matches("\\d{1,9}")
                ? job.driver(labels.path(BellowsLabels.ATTEMPT).asInt(1))
                : job.ofExecutor(Integer.parseInt(executor));
    }
}
