package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record holds has room in it, however much an attempt has to say and however many there are. */
@ExtendWith(SimulatedClusterExtension.class)
class FullRecordTest {
    private static final RunOptions OPTIONS = RunOptions.key("k").retention(new Retention(ofHours(1), ofDays(365)));
    private static final Retry RETRY = Retry.upTo(20).backoff(ofSeconds(1), ofSeconds(1));

    /** What terminals take for colours takes six times its length in JSON. */
    private static final String COLOURED = "\u001b[31m\u001b[1m\"x\"\u001b[0m".repeat(8);

    private static ConfigMap record(SimulatedCluster cluster, SparkRun run) {
        return cluster.objects()
                .find(ConfigMap.class, run.id().namespace(), run.id().runName())
                .orElseThrow();
    }

    private static int bytes(Map<String, String> texts) {
        return texts.values().stream().mapToInt(String::length).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "coloured", "json", "plain"})
    void twenty_attempts_that_say_much_leave_room_for_the_outcome(String log, SimulatedCluster cluster) {
        String line = switch (log) {
            case "binary" -> "\0\u0001\u0002".repeat(20);
            case "coloured" -> COLOURED;
            case "json" -> "{\"level\":\"ERROR\",\"message\":\"a \\\"quoted\\\" word\"}".repeat(4);
            default -> "ERROR: something of the usual length went wrong in task 4711 ".repeat(3);
        };
        JobScript script = FailureStory.script(cluster);
        for (int attempt = 1; attempt <= 20; attempt++) {
            script.prints(Collections.nCopies(100, line).toArray(new String[0]))
                    .driverRunsFor(ofMinutes(3))
                    .thenExits(1);
        }
        script.everyExecutor().exitsAfter(ofSeconds(20), 52);
        SparkRun run = cluster.spark()
                .submit(
                        FailureStory.job().build(),
                        OPTIONS.retry(RETRY.on(FailureKind.APPLICATION_ERROR, FailureKind.EXECUTOR_OOM)));

        RunResult result = cluster.await(run.result());

        assertThat(run).as(result.report()).hasAttempts(20);
        assertThat(bytes(record(cluster, run).getMetadata().getAnnotations())).isLessThan(256 * 1024);
        RunResult elsewhere = cluster.await(
                cluster.connect(ConnectOptions.ambient()).attach(run.id()).result());
        assertThat(elsewhere).isEqualTo(result);
        assertThat(elsewhere.earlier()).hasSize(19);
        assertThat(elsewhere.failure().orElseThrow().lastLines()).contains(line);
    }

    @Test
    void an_attempt_that_has_ended_leaves_nothing_in_the_record_to_start_from(SimulatedCluster cluster) {
        JobScript script = FailureStory.script(cluster);
        for (int attempt = 1; attempt <= 60; attempt++) {
            script.driverRunsFor(ofHours(2)).thenIsEvicted();
        }
        script.driverRunsForever();
        SparkRun run = cluster.spark()
                .submit(
                        FailureStory.job().build(),
                        OPTIONS.retry(Retry.upTo(2)
                                .backoff(ofSeconds(1), ofSeconds(1))
                                .resetAfter(ofHours(1))));
        cluster.advance(ofMinutes(5));
        int first = bytes(record(cluster, run).getData());

        cluster.advance(ofDays(6));

        ConfigMap record = record(cluster, run);
        assertThat(record.getMetadata().getAnnotations()).containsEntry("bellows.dev/current-attempt", "61");
        assertThat(bytes(record.getData())).isLessThan(first + 1024);
        assertThat(record.getData().keySet())
                .filteredOn(key -> key.startsWith("spark.properties") || key.startsWith("executor-template"))
                .containsExactlyInAnyOrder("spark.properties.61", "executor-template.yaml.61");
    }

    @Test
    void what_an_older_version_left_of_earlier_attempts_goes_with_the_next_one(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .driverRunsFor(ofMinutes(5))
                .thenIsEvicted()
                .thenRunsFor(ofMinutes(5))
                .thenIsEvicted()
                .driverRunsForever();
        SparkRun run = cluster.spark().submit(FailureStory.job().build(), OPTIONS.retry(RETRY));
        cluster.advance(ofMinutes(8));
        cluster.objects()
                .edit(
                        ConfigMap.class,
                        run.id().namespace(),
                        run.id().runName(),
                        map -> map.getData().put("executor-template.yaml", "of the first attempt"));
        cluster.advance(ofMinutes(5));

        assertThat(record(cluster, run).getData())
                .containsKey("executor-template.yaml.3")
                .doesNotContainKeys("executor-template.yaml", "executor-template.yaml.2");
    }

    /** A port over which no further attempt can be recorded. */
    private static ClusterPort full(ClusterPort port) {
        return new ForwardingPort(port) {
            @Override
            public <T extends HasMetadata> CompletableFuture<T> patch(
                    ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
                return patch.toString().contains("bellows.dev/current-attempt")
                        ? CompletableFuture.failedFuture(new ClusterException(
                                422, "Invalid", "ConfigMap is invalid: []: Too long", List.of(), Optional.empty()))
                        : super.patch(kind, namespace, name, patch);
            }
        };
    }

    @Test
    void an_attempt_that_cannot_be_recorded_ends_the_run(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenIsEvicted();
        SparkRun run = cluster.simulation()
                .connect(ConnectOptions.ambient(), FullRecordTest::full)
                .submit(FailureStory.job().build(), OPTIONS.retry(RETRY));

        cluster.advance(ofMinutes(20));

        assertThat(run.result()).isCompleted();
        RunResult result = run.result().join();
        Failure failure = result.failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.reason()).contains("Attempt 2 cannot be begun", "Too long");
        assertThat(result.attempts()).isOne();
        assertThat(result.earlier())
                .singleElement()
                .satisfies(end -> assertThat(end.failure().kind()).isEqualTo(FailureKind.EVICTED));
        RunResult elsewhere = cluster.await(
                cluster.connect(ConnectOptions.ambient()).attach(run.id()).result());
        assertThat(elsewhere).isEqualTo(result);
    }

    @Test
    void a_job_that_its_checks_refuse_by_now_ends_the_run(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenIsEvicted();
        SparkRun run = cluster.spark().submit(FailureStory.job().build(), OPTIONS.retry(RETRY));
        cluster.advance(ofMinutes(2));
        cluster.objects()
                .edit(
                        ConfigMap.class,
                        run.id().namespace(),
                        run.id().runName(),
                        map -> map.getData()
                                .computeIfPresent(
                                        "bellows.job.json",
                                        (key, job) -> job.replace(
                                                "\"name\"", "\"conf\":{\"spark.master\":\"local\"},\"name\"")));
        cluster.advance(ofMinutes(20));

        assertThat(run.result()).isCompleted();
        Failure failure = run.result().join().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.reason()).contains("Attempt 2 cannot be begun", "spark.master");
    }

    /** Of two processes one may be of a version that the job is too new for. */
    @Test
    void where_another_process_goes_on_the_run_does(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .driverRunsFor(ofMinutes(5))
                .thenIsEvicted()
                .thenRunsFor(ofMinutes(5))
                .thenSucceeds();
        SparkRun first = cluster.simulation()
                .connect(ConnectOptions.ambient(), FullRecordTest::full)
                .submit(FailureStory.job().build(), OPTIONS.retry(RETRY));
        cluster.advance(ofMinutes(1));
        SparkRun second = cluster.spark().attach(first.id());

        RunResult result = cluster.await(second.result());

        assertThat(cluster.await(first.result())).isEqualTo(result);
    }
}
