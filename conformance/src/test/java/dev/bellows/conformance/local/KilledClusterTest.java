package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster whose process is killed leaves no driver and no executor behind. */
@Tag("spark")
class KilledClusterTest {
    @Test
    void no_spark_process_outlives_the_cluster() throws IOException {
        try (LocalClusterProcess cluster = LocalClusterProcess.start();
                SparkKubernetes spark = SparkKubernetes.connect(
                        ConnectOptions.ambient().kubeconfig(Files.readString(cluster.kubeconfig())))) {
            SparkRun run = spark.submit(
                    job("sleep", SampleJobs.SLEEP, "600")
                            .executors(executors -> executors.count(1))
                            .build(),
                    RunOptions.key(newKey()));
            await(run.executorsRunning(1));
            List<ProcessHandle> pods = cluster.pods();
            assertThat(pods).as("driver and executor").hasSizeGreaterThanOrEqualTo(2);

            cluster.kill();

            pods.forEach(pod -> await(pod.onExit()));
            assertThat(pods).noneMatch(ProcessHandle::isAlive);
        }
    }
}
