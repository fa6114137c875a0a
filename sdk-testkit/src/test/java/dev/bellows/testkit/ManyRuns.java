package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.Health;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.Admission;
import dev.bellows.run.AttemptPhase;
import dev.bellows.run.Retention;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Many runs of one connection, an API server in trouble, and what must hold meanwhile: few requests while it is away, everything known half
 * a minute after it is back, and no burst.
 */
final class ManyRuns implements AutoCloseable {
    static final int MOST_WHILE_AWAY = 5;
    static final int MOST_EVER = 200;
    static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final double submissionsPerSecond;
    private final SimulatedCluster cluster;
    private final SparkKubernetes spark;
    private final List<SparkJob> jobs = new ArrayList<>();
    private final List<SparkRun> runs = new ArrayList<>();
    private @Nullable TroubledPort port;
    private long begun;

    ManyRuns(long seed, double submissionsPerSecond) {
        this.submissionsPerSecond = submissionsPerSecond;
        cluster = SimulatedCluster.seeded(seed);
        spark = cluster.simulation()
                .connect(
                        ConnectOptions.ambient().admission(Admission.open().submissionsPerSecond(submissionsPerSecond)),
                        real -> {
                            port = new TroubledPort(real, cluster.simulation().time());
                            return port.port();
                        });
    }

    /** A job whose drivers take so long. */
    void job(String name, String namespace, Duration takes) {
        cluster.job(name).driverRunsFor(takes).thenSucceeds();
        if (cluster.objects().list(Namespace.class).stream()
                .noneMatch(known -> known.getMetadata().getName().equals(namespace))) {
            cluster.objects()
                    .create(
                            Namespace.class,
                            new NamespaceBuilder()
                                    .withNewMetadata()
                                    .withName(namespace)
                                    .endMetadata()
                                    .build());
        }
        jobs.add(FailureStory.job()
                .name(name)
                .namespace(namespace)
                .executors(e -> e.count(1))
                .build());
    }

    /** Submits so many runs of each job, and lets all submissions be answered: what comes then is measured. */
    void submitOfEach(int count) {
        for (int i = 0; i < count; i++) {
            RunOptions options = RunOptions.key("run-" + i).retention(Retention.none());
            jobs.forEach(job -> runs.add(spark.submit(job, options)));
        }
        cluster.advance(Duration.ofSeconds(30 + (long) (runs.size() / submissionsPerSecond)));
        assertThat(runs)
                .allMatch(run -> run.submitted().isDone() && !run.submitted().isCompletedExceptionally());
        begun = now();
    }

    /** Connections are refused, and all watches break. */
    void away(Duration duration) {
        long from = now();
        cluster.apiServerDown(duration);
        cluster.advance(duration);
        assertFewRequestsSince(from);
    }

    /** Nothing is answered, and nothing says so. */
    void silent(Duration duration) {
        cluster.faults(step -> Optional.of(
                step.isEvent() ? Fault.before(FaultKind.WATCH_FALLS_SILENT) : Fault.before(FaultKind.HANG)));
        // That a call is not answered shows after ten seconds.
        Duration unknown = Duration.ofSeconds(11);
        cluster.advance(unknown);
        long from = now();
        cluster.advance(duration.minus(unknown));
        assertFewRequestsSince(from);
        cluster.faults(FaultPlan.NONE);
    }

    /** Everything takes eight seconds. */
    void slow(Duration duration) {
        cluster.faults(step -> step.isEvent() ? Optional.empty() : Optional.of(Fault.after(FaultKind.SLOW)));
        cluster.advance(duration);
        cluster.faults(FaultPlan.NONE);
    }

    /** Every request is answered so, and all watches break. */
    void refusing(Duration duration, ClusterException answer) {
        long from = now();
        answering(() -> Optional.of(answer), duration);
        assertFewRequestsSince(from);
    }

    /** All watches break, and requests are answered so, or as usual. */
    void answering(Supplier<Optional<ClusterException>> answer, Duration duration) {
        cluster.apiServerDown(Duration.ofNanos(1));
        port.answer(answer);
        cluster.advance(duration);
        port.answer(Optional::empty);
    }

    /** The API server is well, but not for long enough to be asked for anything. */
    void pass(Duration duration) {
        cluster.advance(duration);
    }

    /** The API server is well for so long, and everything is known in time. */
    void well(Duration duration) {
        cluster.advance(KNOWN_WITHIN.minus(A_MOMENT));
        Map<String, String> drivers = drivers();
        cluster.advance(A_MOMENT);
        assertThat(unknown(drivers)).isEmpty();
        assertThat(health().isWell()).as("%s", health()).isTrue();
        cluster.advance(duration.minus(KNOWN_WITHIN));
    }

    /** All runs end well, and there was never a burst. */
    void end() {
        cluster.advance(Duration.ofHours(1));
        assertThat(runs)
                .allMatch(run -> run.result().isDone() && run.result().join().succeeded());
        assertThat(port.mostInASecond(begun, now())).as("requests in a second").isLessThanOrEqualTo(MOST_EVER);
    }

    Health health() {
        return cluster.await(spark.health());
    }

    /** What was counted. */
    int requests() {
        return port.count();
    }

    int mostInASecond() {
        return port.mostInASecond(begun, now());
    }

    private void assertFewRequestsSince(long from) {
        assertThat(port.mostInASecond(from, now()))
                .as("requests in a second while the API server is away")
                .isLessThanOrEqualTo(MOST_WHILE_AWAY);
        assertThat(health().waits()).isNotEmpty();
    }

    private long now() {
        return cluster.simulation().time().nanos();
    }

    /** The phases of all drivers that are there, by run. */
    private Map<String, String> drivers() {
        Map<String, String> phases = new HashMap<>();
        for (ObjectNode pod : cluster.simulation()
                .store()
                .list(ResourceType.PODS, null, Selectors.labels("spark-role=driver"))
                .items()) {
            phases.put(
                    pod.path("metadata").path("namespace").asText() + "/"
                            + pod.path("metadata")
                                    .path("labels")
                                    .path(BellowsLabels.RUN)
                                    .asText(),
                    pod.path("status").path("phase").asText());
        }
        return phases;
    }

    /** The runs that have not come as far as their driver. */
    private List<String> unknown(Map<String, String> drivers) {
        return runs.stream()
                .filter(run -> {
                    AttemptPhase phase = run.state().phase();
                    String driver = drivers.getOrDefault(
                            run.id().namespace() + "/" + run.id().runName(), "gone");
                    return switch (driver) {
                        case "Pending" -> phase.compareTo(AttemptPhase.PENDING) < 0;
                        case "Running" -> phase.compareTo(AttemptPhase.RUNNING) < 0;
                        default -> phase != AttemptPhase.ENDED;
                    };
                })
                .map(run -> run + " "
                        + drivers.get(run.id().namespace() + "/" + run.id().runName()))
                .toList();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
