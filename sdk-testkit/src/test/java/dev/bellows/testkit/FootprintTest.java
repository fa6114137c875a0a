package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection keeps of runs that are over, while their records stay for the usual week. */
class FootprintTest {
    /** A run is a text, UIDs and due times by then. */
    private static final long MOST_BYTES = 300;

    private static final String SIMULATION = "dev.bellows.testkit.";

    /** Where the process' own tasks wait for their time. */
    private static final String TIME = SIMULATION + "internal.virtual.";

    private static Map<Class<?>, Long> kept(SparkKubernetes spark) {
        return Reachable.from(
                spark,
                object -> object.getClass().getName().startsWith(SIMULATION)
                        && !object.getClass().getName().startsWith(TIME));
    }

    /** What came to be kept between two looks, for each of so many runs. */
    private static void assertSmall(Map<Class<?>, Long> before, Map<Class<?>, Long> after, int runs) {
        Map<Class<?>, Long> more = new HashMap<>(after);
        before.forEach((type, bytes) -> more.merge(type, -bytes, Long::sum));
        long each = more.values().stream().mapToLong(Long::longValue).sum() / runs;
        assertThat(each)
                .as(() -> "bytes a run, most of them in " + largest(more, runs))
                .isLessThanOrEqualTo(MOST_BYTES);
    }

    private static String largest(Map<Class<?>, Long> more, int runs) {
        return more.entrySet().stream()
                .sorted(Map.Entry.<Class<?>, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(25)
                .map(entry -> entry.getKey().getName() + " " + entry.getValue() / runs)
                .collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    /** Runs of these kinds: they succeed, fail with a log, or fail in three attempts. */
    private static void passThrough(SimulatedCluster cluster, int from, int to, int... kinds) {
        for (int i = from; i < to; i++) {
            int kind = kinds[i % kinds.length];
            RunOptions options = RunOptions.key("2026-11-20-" + i);
            SparkRun run = cluster.spark()
                    .submit(
                            SimulatedClusterTest.job("kind-" + kind),
                            kind == 2 ? options.retry(Retry.upTo(3)) : options);
            assertThat(cluster.await(run.result()).succeeded()).isEqualTo(kind == 0);
        }
    }

    private static SimulatedCluster cluster() {
        SimulatedCluster cluster = SimulatedCluster.seeded(7);
        cluster.job("kind-0").driverRunsFor(ofSeconds(20)).thenSucceeds();
        cluster.job("kind-1")
                .prints("one line", "another line")
                .driverRunsFor(ofSeconds(20))
                .thenThrows("java.lang.IllegalStateException: no data");
        cluster.job("kind-2")
                .driverRunsFor(ofSeconds(20))
                .thenIsEvicted()
                .thenRunsFor(ofSeconds(20))
                .thenIsEvicted()
                .thenRunsFor(ofSeconds(20))
                .thenIsEvicted();
        return cluster;
    }

    private static void measure(int runs, int... kinds) {
        try (SimulatedCluster cluster = cluster()) {
            passThrough(cluster, 0, 30, kinds);
            cluster.advance(ofSeconds(20));
            Map<Class<?>, Long> before = kept(cluster.spark());
            passThrough(cluster, 30, 30 + runs, kinds);
            cluster.advance(ofSeconds(20));
            assertSmall(before, kept(cluster.spark()), runs);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_run_that_is_over_is_a_few_numbers(int kind) {
        measure(60, kind);
    }

    @Test
    @Tag("faults")
    void thousands_of_runs_that_are_over_are_a_few_numbers_each() {
        measure(2_000, 0, 1, 2);
    }

    @Test
    void a_run_of_many_executors_leaves_no_more_than_another() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(7)) {
            cluster.job("wide").driverRunsFor(ofMinutes(2)).thenSucceeds();
            passThrough(cluster, "the first one has made room in tables and queues");
            Map<Class<?>, Long> before = kept(cluster.spark());
            passThrough(cluster, "another");
            assertSmall(before, kept(cluster.spark()), 1);
        }
    }

    private static void passThrough(SimulatedCluster cluster, String key) {
        SparkJob wide = FailureStory.job()
                .name("wide")
                .executors(executors -> executors.count(200))
                .build();
        assertThat(cluster.await(cluster.spark()
                                .submit(wide, RunOptions.key(key))
                                .result())
                        .succeeded())
                .isTrue();
        // What waits for its time without holding a run, such as to close a watch that is idle, has gone by then.
        cluster.advance(ofMinutes(15));
    }

    @Test
    void attaching_to_a_run_that_is_over_keeps_nothing_and_changes_nothing() {
        try (SimulatedCluster cluster = cluster()) {
            passThrough(cluster, 0, 3, 0, 1, 2);
            SparkKubernetes other = cluster.connect(ConnectOptions.ambient());
            List<Step> changes = new ArrayList<>();
            FaultPlan heard = step -> {
                if (!step.isEvent() && !List.of("get", "list", "watch").contains(step.verb())) {
                    changes.add(step);
                }
                return Optional.empty();
            };
            cluster.faults(heard);
            RunId failed = new RunId("default", "kind-1", "2026-11-20-1");
            RunResult first = cluster.await(other.attach(failed).result());
            cluster.advance(ofSeconds(20));
            Map<Class<?>, Long> before = kept(other);
            for (int i = 0; i < 200; i++) {
                assertThat(cluster.await(other.attach(failed).result())).isEqualTo(first);
                cluster.advance(ofSeconds(2));
            }
            cluster.advance(ofSeconds(20));

            assertThat(changes).isEmpty();
            assertThat(sum(kept(other)) - sum(before)).isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    private static long sum(Map<Class<?>, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
