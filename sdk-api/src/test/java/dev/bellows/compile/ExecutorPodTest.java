package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorPodTest {
    private static Container spark(Pod pod) {
        return pod.getSpec().getContainers().get(0);
    }

    private static Map<String, String> environment(Pod pod) {
        Map<String, String> values = new TreeMap<>();
        for (EnvVar variable : spark(pod).getEnv()) {
            if (variable.getValue() != null) {
                values.put(variable.getName(), variable.getValue());
            }
        }
        return values;
    }

    @Test
    void is_named_labelled_and_sized_as_spark_will_do_it() {
        CompiledJob job = Jobs.full().compile(Jobs.attempt(Jobs.full()));
        Pod pod = job.executorPod(7);

        assertThat(pod.getMetadata().getName()).isEqualTo(job.attempt().prefix() + "-exec-7");
        assertThat(pod.getSpec().getHostname()).isEqualTo(pod.getMetadata().getName());
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("spark-exec-id", "7")
                .containsEntry("spark-exec-resourceprofile-id", "0")
                .containsEntry("spark-role", "executor")
                .containsEntry("spark-app-selector", job.attempt().appId())
                .containsEntry("spark-version", "4.1.4")
                .containsEntry("acme.com/team", "sales")
                .containsEntry("bellows.dev/run", job.attempt().run().runName());
        assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("spark");
        assertThat(spark(pod).getArgs()).containsExactly("executor");
        assertThat(spark(pod).getResources().getRequests())
                .containsEntry("cpu", new Quantity("3500m"))
                .containsEntry("memory", new Quantity("9728Mi"));
        assertThat(spark(pod).getResources().getLimits())
                .containsEntry("cpu", new Quantity("4"))
                .containsEntry("nvidia.com/gpu", new Quantity("1"));
        assertThat(environment(pod))
                .containsEntry("SPARK_USER", "etl")
                .containsEntry("SPARK_EXECUTOR_CORES", "4")
                .containsEntry("SPARK_EXECUTOR_MEMORY", "8192m")
                .containsEntry("SPARK_EXECUTOR_ID", "7")
                .containsEntry("ROLE", "executor")
                .containsEntry("SPARK_LOCAL_DIRS", "/var/data/spark")
                .containsEntry(
                        "SPARK_DRIVER_URL",
                        "spark://CoarseGrainedScheduler@" + job.attempt().serviceName() + ".etl.svc:7078");
        assertThat(spark(pod).getLifecycle().getPreStop().getExec().getCommand())
                .containsExactly("/opt/decom.sh");
    }

    @ParameterizedTest
    @CsvSource({"V3_5,", "V4_0,", "V4_1,30", "V4_3,30"})
    void the_grace_period_is_written_where_spark_writes_it(SparkVersion version, Long seconds) {
        assertThat(Jobs.minimal()
                        .spark(version)
                        .build()
                        .compile()
                        .executorPod(1)
                        .getSpec()
                        .getTerminationGracePeriodSeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"V4_1,0", "V4_2,2", "V4_3,2"})
    void later_lines_let_executors_be_resized_in_place(SparkVersion version, int policies) {
        Pod pod = Jobs.minimal().spark(version).build().compile().executorPod(1);

        assertThat(spark(pod).getResizePolicy())
                .hasSize(policies)
                .allMatch(policy -> policy.getRestartPolicy().equals("NotRequired"));
    }

    @Test
    void java_options_are_split_as_a_shell_would_and_ports_come_along() {
        Pod pod = Jobs.minimal()
                .conf("spark.executor.extraJavaOptions", "-XX:+UseG1GC -Da='b c' \"-Dd=e f\" -Did={{EXECUTOR_ID}}")
                .build()
                .compile()
                .executorPod(3);

        assertThat(environment(pod))
                .containsEntry("SPARK_JAVA_OPT_0", "-XX:+UseG1GC")
                .containsEntry("SPARK_JAVA_OPT_1", "-Da=b c")
                .containsEntry("SPARK_JAVA_OPT_2", "-Dd=e f")
                .containsEntry("SPARK_JAVA_OPT_3", "-Did=3")
                .containsValue("-Dspark.driver.port=7078");
    }

    @Test
    void volumes_on_demand_are_claimed_for_each_and_become_local_folders() {
        Pod pod = Jobs.minimal()
                .shuffle(Shuffle.reusedVolumes("fast", "10g"))
                .build()
                .compile()
                .executorPod(2);

        assertThat(pod.getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("spark-local-dir-1"))
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getPersistentVolumeClaim().getClaimName())
                                .endsWith("-1-exec-2-pvc-0"));
        assertThat(environment(pod)).containsEntry("SPARK_LOCAL_DIRS", "/data/spark-volume/executor-volume");
    }

    @Test
    void secrets_are_mounted_and_referred_to() {
        Pod pod = Jobs.minimal()
                .executors(e -> e.pod(p -> p.volume("store", "/etc/store", VolumeSource.secret("store"))
                        .env("TOKEN", SecretRef.of("store", "token"))))
                .build()
                .compile()
                .executorPod(1);

        assertThat(spark(pod).getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/etc/store"));
        assertThat(spark(pod).getEnv())
                .filteredOn(variable -> variable.getName().equals("TOKEN"))
                .extracting(
                        variable -> variable.getValueFrom().getSecretKeyRef().getName())
                .isEqualTo(List.of("store"));
    }
}
