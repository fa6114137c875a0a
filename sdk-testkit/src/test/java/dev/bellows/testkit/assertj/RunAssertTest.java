package dev.bellows.testkit.assertj;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static dev.bellows.testkit.assertj.BellowsAssertions.assertThatThrownBy;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.SimulatedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunAssertTest {
    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);

    @AfterEach
    void close() {
        cluster.close();
    }

    private SparkRun submitted() {
        SparkJob job = SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                .executors(e -> e.count(3))
                .build();
        return cluster.spark().submit(job, RunOptions.key("k"));
    }

    @Test
    void a_run_under_way_has_not_ended() {
        SparkRun run = submitted();
        cluster.advance(ofSeconds(30));

        assertThat(run).hasNotEnded().hasStatus(RunStatus.ACTIVE).hasAttempts(1).hasExecutorsRunning(3);
        assertThatThrownBy(() -> assertThat(run).succeeded())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has not ended");
        assertThatThrownBy(() -> assertThat(run).hasExecutorsRunning(2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(run).hasAttempts(2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(run).hasStatus(RunStatus.QUEUED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_run_that_succeeded_did_not_fail() {
        SparkRun run = submitted();

        assertThat(cluster.await(run.result())).succeeded().hasAttempts(1);
        assertThat(run).succeeded();
        assertThatThrownBy(() -> assertThat(run).hasNotEnded()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(run).cancelled()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(run).failedWith(FailureKind.LOST)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(run).ended().hasAttempts(2)).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_run_that_failed_says_why() {
        cluster.job("daily").driverRunsFor(ofMinutes(1)).thenIsEvicted();
        SparkRun run = submitted();
        cluster.advance(ofMinutes(2));

        assertThat(run).failedWith(FailureKind.EVICTED);
        assertThatThrownBy(() -> assertThat(run).succeeded())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("EVICTED");
    }

    @Test
    void a_cancelled_run_is_cancelled() {
        SparkRun run = submitted();
        cluster.advance(ofSeconds(30));
        run.cancel();
        cluster.advance(ofMinutes(1));

        assertThat(run).cancelled();
    }

    @Test
    void a_run_that_nobody_watches_has_no_end() {
        SparkRun run = submitted();
        run.detach();

        assertThatThrownBy(() -> assertThat(run).ended())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not watched");
    }
}
