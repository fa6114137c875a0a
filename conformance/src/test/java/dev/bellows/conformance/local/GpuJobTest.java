package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.job.Gpu;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.testkit.LocalCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** GPUs that are only counted: real executors run the script that travels with the job, and hand what it finds to their tasks. */
@Tag("spark")
class GpuJobTest {
    @Test
    void tasks_get_the_addresses_that_the_script_finds() {
        try (LocalCluster cluster = LocalCluster.builder().gpus(4).start();
                SparkKubernetes spark = cluster.connect()) {
            Watching watching = Watching.of(spark.submit(
                    job("gpus", SampleJobs.GPU_PROBE)
                            .gpu(Gpu.nvidia(2).tasksPerGpu(1))
                            .executors(executors -> executors.cores(2))
                            .conf("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                            .conf("spark.scheduler.maxRegisteredResourcesWaitingTime", "2m")
                            .build(),
                    RunOptions.key(newKey())));

            assertThat(watching.result().orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(watching.results())
                    .containsExactly(
                            "RESULT executor 1 gpu 0",
                            "RESULT executor 1 gpu 1",
                            "RESULT executor 2 gpu 0",
                            "RESULT executor 2 gpu 1");
            await(watching.run().forget());
        }
    }

    @Test
    void an_executor_without_a_gpu_left_waits() {
        try (LocalCluster cluster = LocalCluster.builder().gpus(1).start();
                SparkKubernetes spark = cluster.connect();
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                        .build()) {
            Watching watching = Watching.of(spark.submit(
                    job("one-gpu", SampleJobs.SLEEP, "600").gpu(Gpu.nvidia(1)).build(), RunOptions.key(newKey())));
            await(watching.run().executorsRunning(1));

            List<Pod> executors = await(client.pods()
                    .withLabel("spark-role", "executor")
                    .informOnCondition(pods -> pods.stream().anyMatch(GpuJobTest::isUnschedulable)));

            assertThat(executors)
                    .filteredOn(GpuJobTest::isUnschedulable)
                    .singleElement()
                    .satisfies(pod -> assertThat(
                                    pod.getStatus().getConditions().get(0).getMessage())
                            .isEqualTo("0/1 nodes are available: 1 Insufficient nvidia.com/gpu."));
            await(watching.run().cancel());
            await(watching.run().forget());
        }
    }

    private static boolean isUnschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Unschedulable".equals(condition.getReason()));
    }
}
