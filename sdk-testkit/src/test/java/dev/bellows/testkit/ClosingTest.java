package dev.bellows.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.HandedOut.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that is closed leaves no future open, whenever that was asked for, and no thread. */
@Isolated("it looks at all threads of the JVM")
class ClosingTest {
    private static final String NOWHERE = "http://127.0.0.1:9";

    private final SimulatedCluster cluster = SimulatedCluster.seeded(7);
    private final List<Future> futures = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    static Stream<ConnectOptions> executors() {
        ConnectOptions own = ConnectOptions.ambient().client("mine");
        return Stream.of(own, own.callbacks(Runnable::run));
    }

    private SparkRun submitted(SparkKubernetes spark, Duration passed) {
        cluster.job("daily-revenue").driverRunsFor(ofMinutes(5)).thenExits(1);
        SparkRun run = spark.submit(SimulatedClusterTest.JOB, RunOptions.key("k"));
        cluster.advance(passed);
        return run;
    }

    private void assertAllComplete() {
        cluster.advance(ofSeconds(1));
        assertThat(List.copyOf(futures))
                .isNotEmpty()
                .allSatisfy(handed ->
                        assertThat(handed.future().isDone()).as(handed.by()).isTrue());
    }

    static Stream<Duration> moments() {
        return Stream.of(
                ofMillis(0), ofMillis(5), ofMillis(40), ofSeconds(2), ofSeconds(30), ofMinutes(4), ofMinutes(9));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void what_was_asked_before_the_end_is_answered(Duration moment) {
        for (long later : new long[] {0, 3, 20, 1_000}) {
            SparkKubernetes spark = cluster.connect(ConnectOptions.ambient().client("mine"));
            SparkRun run = submitted(spark, moment);
            futures.addAll(HandedOut.by(spark, run));
            cluster.advance(ofMillis(later));
            spark.close();
        }
        assertAllComplete();
    }

    @ParameterizedTest
    @MethodSource("executors")
    void what_is_asked_after_the_end_is_answered(ConnectOptions options) {
        for (Duration moment : moments().toList()) {
            SparkKubernetes spark = cluster.connect(options);
            SparkRun run = submitted(spark, moment);
            spark.close();
            futures.addAll(HandedOut.by(spark, run));
        }
        assertAllComplete();
    }

    @ParameterizedTest
    @MethodSource("executors")
    void what_is_asked_while_it_ends_is_answered(ConnectOptions options) {
        SparkKubernetes spark = cluster.connect(options);
        SparkRun run = submitted(spark, ofMinutes(2));
        run.result().whenComplete((result, error) -> futures.addAll(HandedOut.by(spark, run)));
        run.logs().follow(line -> {}).whenComplete((lines, error) -> futures.addAll(HandedOut.by(spark, run)));
        spark.health().whenComplete((health, error) -> futures.addAll(HandedOut.by(spark, run)));
        run.executors().whenComplete((known, error) -> futures.addAll(HandedOut.by(spark, run)));
        spark.close();
        assertAllComplete();
    }

    @ParameterizedTest
    @MethodSource("executors")
    void a_run_that_ended_and_is_asked_after_the_end_of_its_connection_answers(ConnectOptions options) {
        SparkKubernetes spark = cluster.connect(options);
        SparkRun run = submitted(spark, ofMinutes(10));
        assertThat(run.result()).isCompleted();
        spark.submit(SimulatedClusterTest.job("other"), RunOptions.key("k"));
        cluster.advance(ofSeconds(1));
        futures.addAll(HandedOut.by(spark, run));
        spark.close();
        futures.addAll(HandedOut.by(spark, run));
        assertAllComplete();
        assertThat(run.result()).isCompleted();
    }

    @Test
    void a_run_that_is_watched_no_more_answers_after_the_end_of_its_connection() {
        SparkKubernetes spark = cluster.connect(ConnectOptions.ambient());
        SparkRun run = submitted(spark, ofMinutes(2));
        run.detach();
        cluster.advance(ofSeconds(1));
        spark.close();
        futures.addAll(HandedOut.by(spark, run));
        assertAllComplete();
    }

    /** In real time, with threads that ask while another one closes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20})
    void requests_that_meet_the_end_are_answered(int millis) throws Exception {
        SparkKubernetes spark = SparkKubernetes.connect(ConnectOptions.ambient().url(NOWHERE));
        SparkRun run = spark.submit(SimulatedClusterTest.JOB, RunOptions.key("k"));
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 50; i++) {
                futures.addAll(HandedOut.by(spark, run));
            }
        });
        // Anywhere in between.
        Thread.sleep(millis);
        spark.close();
        Patience.value(asking);
        for (Future handed : List.copyOf(futures)) {
            Patience.value(handed.future().handle((value, error) -> handed.by()));
        }
        Patience.until(
                "all threads have ended",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("bellows-")));
    }
}
