package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Jobs;
import dev.bellows.check.LayoutChecks;
import dev.bellows.check.Problem;
import dev.bellows.job.Gpu;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.run.Layout;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactLayoutTest {
    private static CompiledJob compact(SparkJob job) {
        return job.compile(Jobs.attempt(job), Layout.COMPACT);
    }

    private static Container container(CompiledJob job) {
        return job.driverPod().getSpec().getContainers().get(0);
    }

    @Test
    void it_is_one_object() {
        CompiledJob compiled = compact(Jobs.minimal().build());

        assertThat(compiled.configMap()).isEmpty();
        assertThat(compiled.service()).isEmpty();
        assertThat(compiled.extras()).isEmpty();
        assertThat(compiled.render()).startsWith("apiVersion: v1\nkind: Pod\n").doesNotContain("---");
    }

    @Test
    void the_driver_carries_its_conf_and_the_template() {
        CompiledJob compiled = compact(Jobs.minimal().build());

        assertThat(compiled.driverPod().getMetadata().getAnnotations())
                .containsEntry("bellows.dev/spark.properties", compiled.properties())
                .containsEntry("bellows.dev/executor-template.yaml", ObjectYaml.of(compiled.executorTemplate()));
        assertThat(compiled.driverPod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getDownwardAPI() != null)
                .extracting(Volume::getName)
                .containsExactly("spark-conf-volume-driver", "pod-template-volume");
        assertThat(compiled.driverPod().getSpec().getVolumes()).allMatch(volume -> volume.getConfigMap() == null);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_5", "V4_0", "V4_1"})
    void executors_dial_the_drivers_ip(SparkVersion version) {
        CompiledJob compiled = compact(Jobs.minimal().spark(version).build());

        assertThat(compiled.conf()).doesNotContainKey("spark.driver.host");
        assertThat(container(compiled).getArgs())
                .containsSubsequence(
                        "--properties-file", "--conf", "spark.driver.host=$(SPARK_DRIVER_BIND_ADDRESS)", "--class");
    }

    @Test
    void a_driver_whose_submission_the_record_does_not_name_finds_no_properties() {
        SparkJob job = Jobs.minimal().build();
        CompiledJob compiled = compact(job);
        String file = "/opt/spark/conf/$(BELLOWS_SUBMISSION)/spark.properties";

        assertThat(container(compiled).getArgs()).containsSequence("--properties-file", file);
        assertThat(container(compiled).getEnv())
                .filteredOn(variable -> variable.getName().equals("BELLOWS_SUBMISSION"))
                .singleElement()
                .satisfies(variable -> {
                    var key = variable.getValueFrom().getConfigMapKeyRef();
                    assertThat(key.getName()).isEqualTo(Jobs.attempt(job).run().runName());
                    assertThat(key.getKey()).isEqualTo(CompactLayout.SUBMISSION_KEY);
                    assertThat(key.getOptional()).isTrue();
                });
        assertThat(compiled.driverPod().getSpec().getVolumes().stream()
                        .filter(volume -> volume.getName().equals("spark-conf-volume-driver"))
                        .flatMap(volume -> volume.getDownwardAPI().getItems().stream())
                        .map(item -> item.getPath()))
                .containsExactly(
                        Jobs.attempt(job).appId() + "/spark.properties", "$(BELLOWS_SUBMISSION)/spark.properties");
    }

    @Test
    void nothing_else_of_the_driver_differs() {
        SparkJob job = Jobs.minimal().build();
        Pod full = job.compile(Jobs.attempt(job)).driverPod();
        CompiledJob compiled = compact(job);
        Container ours = container(compiled);
        Pod same = new PodBuilder(compiled.driverPod())
                .editMetadata()
                .withAnnotations(full.getMetadata().getAnnotations())
                .endMetadata()
                .editSpec()
                .withVolumes(full.getSpec().getVolumes())
                .editContainer(0)
                .withArgs(full.getSpec().getContainers().get(0).getArgs())
                .withEnv(ours.getEnv().subList(0, ours.getEnv().size() - 1))
                .endContainer()
                .endSpec()
                .build();

        assertThat(same).isEqualTo(full);
    }

    @Test
    void a_job_that_needs_more_is_refused_with_every_reason() {
        SparkJob job = Jobs.minimal()
                .spark(SparkVersion.V4_2)
                .jar("/home/me/words.jar", "com.acme.WordCount")
                .gpu(Gpu.nvidia(1))
                .build();
        RunOptions options = RunOptions.key("k").layout(Layout.COMPACT).retry(Retry.upTo(2));

        assertThat(LayoutChecks.check(job, options))
                .extracting(Problem::code)
                .containsExactly("LAYOUT_FILES", "LAYOUT_GPU_SCRIPT", "LAYOUT_OBJECTS", "LAYOUT_RETRY");
        assertThat(LayoutChecks.check(job, options.layout(Layout.SPARK))).isEmpty();
        assertThatThrownBy(() -> compact(job))
                .isInstanceOfSatisfying(
                        InvalidJob.class,
                        refused -> assertThat(refused.problems()).hasSize(3));
    }

    @Test
    void a_job_larger_than_annotations_is_refused() {
        SparkJob job =
                Jobs.minimal().conf("spark.acme.text", "x".repeat(200_000)).build();

        assertThatThrownBy(() -> compact(job))
                .isInstanceOfSatisfying(
                        InvalidJob.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .isEqualTo(List.of("LAYOUT_SIZE")));
    }
}
