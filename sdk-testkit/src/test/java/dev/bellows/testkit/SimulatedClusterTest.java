package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulatedClusterTest {
    static final SparkJob JOB = job("daily-revenue");

    static SparkJob job(String name) {
        return SparkJob.builder()
                .name(name)
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
                .executors(e -> e.count(2))
                .build();
    }

    @Test
    void a_job_of_which_nothing_is_said_succeeds_within_two_minutes() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(1)) {
            SparkRun run = cluster.spark().submit(JOB, RunOptions.key("k"));

            cluster.advance(ofMinutes(2));

            assertThat(run.result()).isCompletedWithValueMatching(RunResult::succeeded);
        }
    }

    @Test
    void executors_run_while_the_driver_runs() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(1)) {
            SparkRun run = cluster.spark().submit(JOB, RunOptions.key("k"));

            cluster.advance(ofSeconds(20));

            assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
            assertThat(run.state().executorsRunning()).isEqualTo(2);
        }
    }

    @Test
    void a_driver_that_exits_fails_the_run() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(1)) {
            cluster.job("daily-revenue").driverRunsFor(ofMinutes(5)).thenExits(1);
            SparkRun run = cluster.spark().submit(JOB, RunOptions.key("k"));

            cluster.advance(ofMinutes(6));

            assertThat(run.result().join().failure().orElseThrow().kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        }
    }

    @Test
    void the_same_seed_gives_the_same_trace() {
        String first = story(7);

        assertThat(story(7)).isEqualTo(first);
        assertThat(story(8)).isNotEqualTo(first);
    }

    private static String story(long seed) {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(seed)) {
            List<SparkRun> runs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String name = "job-" + i;
                cluster.job(name).driverRunsFor(ofSeconds(40 + i)).thenExits(i % 2);
                runs.add(cluster.spark().submit(job(name), RunOptions.key("k")));
            }
            cluster.advance(ofMinutes(3));
            assertThat(runs).allSatisfy(run -> assertThat(run.result()).isCompleted());
            return cluster.trace();
        }
    }

    @Test
    void two_hundred_jobs_come_to_their_end() {
        comeToTheirEnd(200);
    }

    @Test
    @Tag("faults")
    void a_thousand_jobs_come_to_their_end() {
        comeToTheirEnd(1_000);
    }

    private static void comeToTheirEnd(int jobs) {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(1)) {
            List<SparkRun> runs = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                runs.add(cluster.spark().submit(job("job-" + i), RunOptions.key("k")));
            }

            cluster.advance(ofMinutes(3));

            assertThat(runs)
                    .allSatisfy(run -> assertThat(run.result()).isCompletedWithValueMatching(RunResult::succeeded));
        }
    }
}
