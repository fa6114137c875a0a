package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunDescription;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescribeTest {
    private static final SparkJob JOB = SparkJob.builder()
            .name("daily")
            .image("registry.example.com/spark:4.1.1")
            .jar("local:///opt/app.jar", "com.acme.App")
            .args("2026-11-20")
            .executors(e -> e.count(2).cores(2).memory("4g"))
            .build();

    private final SimulatedCluster cluster = SimulatedCluster.seeded(7);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    @Test
    void a_run_that_runs_is_described_with_what_it_is_made_of() {
        SparkRun run = cluster.spark().submit(JOB, RunOptions.key("k"));
        cluster.advance(ofSeconds(20));

        RunDescription description = cluster.await(run.describe());

        assertThat(description.run().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(description.ended()).isEmpty();
        assertThat(description.parameters())
                .containsEntry("executors.memory", "4g")
                .containsEntry("application.args[0]", "2026-11-20");
        assertThat(description.footprint())
                .extracting(RunDescription.Size::pods)
                .containsExactly(3L, 3L, 3L);
        assertThat(description.objects())
                .extracting(RunDescription.ObjectState::kind)
                .containsExactly("ConfigMap", "Pod", "Pod", "Pod", "Service");
        assertThat(description.objects().get(1).state()).startsWith("Running on node-");
        assertThat(description.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(RunStatus.ACTIVE);
            assertThat(attempt.failure()).isEmpty();
        });
    }

    @Test
    void a_run_that_failed_twice_tells_the_cause_and_the_times_of_each_attempt() {
        cluster.job("daily").driverRunsFor(ofMinutes(5)).thenExits(1);
        SparkRun run = cluster.spark().submit(JOB, RunOptions.key("k").retry(Retry.upTo(2)));
        cluster.await(run.result());

        RunDescription description = cluster.await(run.describe());

        assertThat(description.ended()).isPresent();
        assertThat(description.attempts()).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.status()).isEqualTo(RunStatus.FAILED);
            assertThat(attempt.failure().orElseThrow().kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
            assertThat(attempt.timings().running()).isBetween(ofMinutes(4), ofMinutes(6));
        });
        assertThat(description.toString())
                .startsWith("run default/daily/k: FAILED, attempt 2 of 2\n  submitted ")
                .contains("executors.memory = 4g")
                .contains("asks for\n    3 pods, 5.0 CPU, ")
                .contains("attempt 1: FAILED\n    submitting ")
                .contains("running 5m")
                .contains("APPLICATION_ERROR: ");
    }

    @Test
    void a_run_is_described_without_being_watched() {
        cluster.spark().submit(JOB, RunOptions.key("k"));
        cluster.advance(ofMinutes(2));

        RunDescription description = cluster.await(cluster.spark().describe(new RunId("default", "daily", "k")));

        assertThat(description.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_without_a_record_cannot_be_described() {
        assertThatThrownBy(() -> cluster.await(cluster.spark().describe(new RunId("default", "daily", "never"))))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        problem -> assertThat(problem.isNotFound()).isTrue());
    }
}
