package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import dev.bellows.run.RunStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real Spark drivers and executors, as processes of this machine. */
class RealSparkTest {
    @RegisterExtension
    static final LocalSpark local = new LocalSpark();

    @AfterEach
    void nothing_is_left() {
        assertThat(local.cluster().objects("default")).isEmpty();
    }

    @Test
    void a_job_runs_and_tells_its_life() {
        Watching watching = Watching.of(local.spark()
                .submit(
                        job(
                                        "flight-delays",
                                        SampleJobs.FLIGHT_DELAYS,
                                        SampleJobs.data("nyc-flights-2013.csv.gz"),
                                        SampleJobs.data("airlines.csv"))
                                .build(),
                        RunOptions.key(newKey())));

        CompletableFuture<RunState> both = watching.run().executorsRunning(2);
        RunResult result = watching.result();

        assertThat(result.orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        await(watching.ended());
        assertThat(watching.told())
                .startsWith("submitted")
                .anyMatch(event -> event.startsWith("driver pending"))
                .anyMatch(event -> event.startsWith("driver running"))
                .anyMatch(event -> event.startsWith("executor 1 running"))
                .anyMatch(event -> event.startsWith("executor 2 running"))
                .endsWith("ended: SUCCEEDED");
        assertThat(await(both).executorsRunning()).isEqualTo(2);
        List<String> table = watching.lines().stream()
                .filter(line -> line.startsWith("RESULT "))
                .toList();
        assertThat(table)
                .anySatisfy(
                        line -> assertThat(line).contains("F9").contains("685").contains("21.92"))
                .anySatisfy(line -> assertThat(line).contains("FL").contains("20.12"))
                .anySatisfy(line -> assertThat(line).contains("EV").contains("15.80"))
                .anySatisfy(line -> assertThat(line).contains("AS").contains("-9.93"));
        await(watching.run().forget());
    }

    @Test
    @Tag("spark")
    void a_main_class_that_does_not_exist_is_a_result() {
        Failure failure = failureOf(Watching.of(
                local.spark().submit(job("no-class", "com.example.Missing").build(), RunOptions.key(newKey()))));

        assertThat(failure.kind()).isEqualTo(FailureKind.MAIN_CLASS_NOT_FOUND);
        assertThat(failure.exitCode()).hasValue(101);
        assertThat(failure.reason()).contains("com.example.Missing");
        assertThat(failure.lastLines()).anyMatch(line -> line.contains("Failed to load class com.example.Missing"));
    }

    @Test
    @Tag("spark")
    void an_application_that_throws_is_a_result() {
        Failure failure = failureOf(Watching.of(local.spark()
                .submit(
                        job("throwing", SampleJobs.THROWING, "no data for today")
                                .build(),
                        RunOptions.key(newKey()))));

        assertThat(failure.kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        assertThat(failure.exitCode()).hasValue(1);
        assertThat(failure.reason()).contains("no data for today");
        assertThat(failure.evidence()).isNotEmpty();
    }

    @Test
    @Tag("spark")
    void packages_that_no_repository_has_are_named() {
        Failure failure = failureOf(Watching.of(local.spark()
                .submit(
                        job("packages", SampleJobs.SLEEP, "1")
                                .packages("com.example:missing:1.0", "com.example:absent:2.1")
                                .build(),
                        RunOptions.key(newKey()))));

        assertThat(failure.kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        assertThat(failure.exitCode()).hasValue(1);
        assertThat(failure.reason()).contains("com.example:missing:1.0, com.example:absent:2.1");
        assertThat(failure.lastLines()).anyMatch(line -> line.contains("com.example#absent;2.1: not found"));
    }

    @Test
    @Tag("spark")
    void executors_that_exit_are_evidence() {
        Watching watching = Watching.of(local.spark()
                .submit(
                        job("executors-exit", SampleJobs.EXECUTORS_EXIT)
                                .conf("spark.executor.maxNumFailures", "1")
                                .conf("spark.task.maxFailures", "100")
                                .conf("spark.kubernetes.executorSnapshotsSubscribersShutdownGracePeriod", "1s")
                                .build(),
                        RunOptions.key(newKey())));

        Failure failure = failureOf(watching);

        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_MANY_EXECUTOR_FAILURES);
        assertThat(failure.executors())
                .anySatisfy(end -> assertThat(end.exitCode()).hasValue(3));
    }

    private static Failure failureOf(Watching watching) {
        RunResult result = watching.result();
        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        await(watching.run().forget());
        return result.failure().orElseThrow();
    }
}
