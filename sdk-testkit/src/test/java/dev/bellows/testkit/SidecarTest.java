package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers that run on when Spark has ended in their pod: its phase stays Running, and nothing may wait for it. */
class SidecarTest {
    private static final Retention KEPT = new Retention(ofHours(2), ofHours(12));

    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private SparkRun submit(Retention retention) {
        return cluster.spark()
                .submit(
                        Plot.JOB,
                        RunOptions.key("k")
                                .retention(retention)
                                .retry(Retry.upTo(3).backoff(ofSeconds(1), ofSeconds(1))));
    }

    @Test
    void an_attempt_that_failed_while_its_sidecar_runs_on_is_followed_by_the_next() {
        cluster.job("daily")
                .besideSidecar()
                .driverRunsFor(ofSeconds(30))
                .thenExits(137)
                .thenRunsFor(ofSeconds(30))
                .thenSucceeds();
        SparkRun run = submit(KEPT);

        cluster.advance(ofMinutes(5));

        assertThat(run).succeeded();
        assertThat(run.result().join().attempts()).isEqualTo(2);
        assertThat(cluster.objects().list(Pod.class))
                .as("the failed driver stays for its log")
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly(run.id().runName() + "-1-driver");
    }

    @Test
    void a_cancellation_does_not_wait_for_the_sidecar_of_an_attempt_before() {
        cluster.job("daily")
                .besideSidecar()
                .driverRunsFor(ofSeconds(30))
                .thenExits(137)
                .driverRunsForever();
        SparkRun run = submit(KEPT);
        cluster.advance(ofMinutes(2));
        assertThat(run.state().attempt()).isEqualTo(2);
        run.cancel();

        cluster.advance(ofSeconds(20));

        assertThat(run.result()).isCompletedWithValueMatching(result -> result.status() == RunStatus.CANCELLED);
    }

    @Test
    void a_run_that_has_ended_asks_for_nothing_of_an_attempt_that_it_was_clearing_away() {
        cluster.job("daily").driverRunsFor(ofSeconds(30)).thenLosesItsNode().driverRunsForever();
        SparkRun run = submit(KEPT);
        cluster.advance(ofMinutes(30));
        run.cancel();
        cluster.advance(ofMinutes(30));
        assertThat(run.result()).isCompleted();
        int before = cluster.simulation().api().steps();

        cluster.advance(Duration.ofHours(1));

        assertThat(cluster.simulation().api().steps() - before).isLessThan(200);
    }
}
