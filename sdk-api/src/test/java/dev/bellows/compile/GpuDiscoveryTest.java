package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.Gpu;
import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuDiscoveryTest {
    @TempDir
    Path folder;

    private Process discover(String nvidiaSmi) throws IOException, InterruptedException {
        Path tool = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + nvidiaSmi);
        Path script = Files.writeString(folder.resolve("discover.sh"), GpuDiscovery.SCRIPT);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        ProcessBuilder process = new ProcessBuilder("sh", script.toString());
        process.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        Process started = process.start();
        assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return started;
    }

    @ParameterizedTest
    @CsvSource({"0,'\"0\"'", "0\\n1\\n11,'\"0\", \"1\", \"11\"'", "'',''"})
    void prints_what_spark_reads(String indices, String addresses) throws Exception {
        Process script =
                discover("[ \"$*\" = \"--query-gpu=index --format=csv,noheader\" ] && printf '" + indices + "\\n'");

        assertThat(script.exitValue()).isZero();
        assertThat(new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\": \"gpu\", \"addresses\": [" + addresses + "]}\n");
    }

    @Test
    void fails_where_the_tool_fails() throws Exception {
        assertThat(discover("echo 'no devices' >&2; exit 9").exitValue()).isNotZero();
    }

    @Test
    void executors_find_the_script_and_a_driver_with_gpus_too() {
        SparkJob job = Jobs.minimal().gpu(Gpu.nvidia(2).onDriver(1)).build();
        CompiledJob compiled = job.compile();

        assertThat(compiled.configMap().orElseThrow().getData()).containsEntry("discover-gpus.sh", GpuDiscovery.SCRIPT);
        assertMounted(compiled.executorTemplate());
        assertMounted(compiled.driverPod());
        assertThat(compiled.driverPod()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getResources()
                        .getLimits())
                .containsKey("nvidia.com/gpu");
        assertThat(compiled.conf())
                .containsEntry("spark.driver.resource.gpu.amount", "1")
                .containsEntry("spark.executor.resource.gpu.amount", "2")
                .containsEntry("spark.executor.resource.gpu.vendor", "nvidia.com")
                .containsEntry("spark.executor.resource.gpu.discoveryScript", "/opt/bellows-gpu/discover-gpus.sh");
    }

    private static void assertMounted(Pod pod) {
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/opt/bellows-gpu"));
        assertThat(pod.getSpec().getVolumes())
                .anyMatch(volume -> volume.getConfigMap() != null
                        && volume.getConfigMap().getItems().get(0).getKey().equals("discover-gpus.sh")
                        && volume.getConfigMap().getItems().get(0).getMode() == 0555);
        assertThat(pod.getSpec().getTolerations())
                .anyMatch(toleration -> toleration.getKey().equals("nvidia.com/gpu"));
    }

    @Test
    void a_script_of_the_image_needs_nothing_mounted() {
        CompiledJob compiled = Jobs.minimal()
                .gpu(Gpu.of("amd.com", 1).discoveredBy("/opt/rocm.sh"))
                .build()
                .compile();

        assertThat(compiled.configMap().orElseThrow().getData()).doesNotContainKey("discover-gpus.sh");
        assertThat(compiled.executorTemplate().getSpec().getVolumes()).isEmpty();
        assertThat(compiled.conf())
                .containsEntry("spark.executor.resource.gpu.discoveryScript", "/opt/rocm.sh")
                .doesNotContainKey("spark.driver.resource.gpu.amount");
    }

    @ParameterizedTest
    @CsvSource({"1,1,,1", "4,1,,0.25", "4,2,,0.5", "3,1,,0.333333", "8,1,2,0.5", "7,1,,0.142857"})
    void tasks_share_gpus_so_that_every_core_works(int cores, int gpus, Integer tasks, String amount) {
        Gpu gpu = tasks == null ? Gpu.nvidia(gpus) : Gpu.nvidia(gpus).tasksPerGpu(tasks);

        assertThat(Jobs.minimal()
                        .executors(e -> e.cores(cores))
                        .gpu(gpu)
                        .build()
                        .compile()
                        .conf())
                .containsEntry("spark.task.resource.gpu.amount", amount);
    }

    @Test
    void rapids_brings_its_jar_and_its_plugin_beside_others() {
        assertThat(Jobs.minimal()
                        .gpu(Gpu.nvidia(1).rapids("s3a://acme/rapids.jar"))
                        .conf("spark.plugins", "com.acme.Plugin")
                        .build()
                        .compile()
                        .conf())
                .containsEntry("spark.plugins", "com.acme.Plugin,com.nvidia.spark.SQLPlugin")
                .containsEntry("spark.jars", "s3a://acme/rapids.jar,local:///opt/app/words.jar");
    }
}
