package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunSelector;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits in the API server's time hold from when its answers come, whatever was asked of it before. */
@ExtendWith(SimulatedClusterExtension.class)
class ServerTimeTest {
    private static void asksLongBefore(SimulatedCluster cluster, SparkKubernetes spark) {
        assertThat(cluster.await(spark.runs(RunSelector.all()))).isEmpty();
        cluster.advance(Duration.ofHours(3));
    }

    @Test
    void a_start_timeout_does_not_begin_with_the_first_question(SimulatedCluster cluster) {
        cluster.job(FailureStory.job().build().name()).neverScheduled();
        SparkKubernetes spark = cluster.spark();
        asksLongBefore(cluster, spark);
        SparkRun run =
                spark.submit(FailureStory.job().build(), RunOptions.key("k").startTimeout(Duration.ofMinutes(5)));
        cluster.advance(Duration.ofMinutes(8));

        assertThat(run.result()).isCompleted();
        assertThat(run.result().join().failure().orElseThrow().kind()).isEqualTo(FailureKind.START_TIMEOUT);
    }

    @Test
    void a_deadline_does_not_begin_with_the_first_question(SimulatedCluster cluster) {
        cluster.job(FailureStory.job().build().name()).driverRunsForever();
        SparkKubernetes spark = cluster.spark();
        asksLongBefore(cluster, spark);
        SparkRun run =
                spark.submit(FailureStory.job().build(), RunOptions.key("k").deadline(Duration.ofMinutes(30)));
        cluster.advance(Duration.ofMinutes(35));

        RunResult result = run.result().getNow(null);
        assertThat(result).isNotNull();
        assertThat(result.failure().orElseThrow().kind()).isEqualTo(FailureKind.DEADLINE);
    }
}
