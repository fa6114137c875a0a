package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.Jobs;
import dev.bellows.job.SparkJobBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverPodTest {
    private static Pod pod(SparkJobBuilder job) {
        return job.build().compile().driverPod();
    }

    private static Container container(SparkJobBuilder job) {
        return pod(job).getSpec().getContainers().get(0);
    }

    @Test
    void runs_the_main_class_with_the_arguments_as_given() {
        assertThat(container(Jobs.minimal().args("--day", "2026-11-20", "", "$(HOME) $5"))
                        .getArgs())
                .containsExactly(
                        "driver",
                        "--properties-file",
                        "/opt/spark/conf/spark.properties",
                        "--class",
                        "com.acme.WordCount",
                        "local:///opt/app/words.jar",
                        "--day",
                        "2026-11-20",
                        "",
                        "$$(HOME) $5");
    }

    @Test
    void has_variables_in_sparks_order() {
        assertThat(container(Jobs.minimal().env("B", "2").env("A", "$(1)")).getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .containsExactly(
                        tuple("SPARK_USER", "spark"),
                        tuple("SPARK_APPLICATION_ID", "spark-" + "0".repeat(32)),
                        tuple("A", "$$(1)"),
                        tuple("B", "2"),
                        tuple("SPARK_DRIVER_BIND_ADDRESS", null),
                        tuple("SPARK_LOCAL_DIRS", "/var/data/spark"),
                        tuple("SPARK_CONF_DIR", "/opt/spark/conf"));
    }

    @Test
    void never_starts_again_and_tells_its_last_lines() {
        Pod pod = pod(Jobs.minimal());

        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSpec().getContainers().get(0).getTerminationMessagePolicy())
                .isEqualTo("FallbackToLogsOnError");
        assertThat(pod.getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void mounts_every_key_of_its_payload_by_name() {
        Pod pod = pod(Jobs.minimal().jar("/home/me/my words.jar", "com.acme.WordCount"));

        assertThat(pod.getSpec().getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .allSatisfy(volume -> assertThat(volume.getConfigMap().getName())
                        .isEqualTo(Jobs.minimal()
                                .build()
                                .compile()
                                .configMap()
                                .orElseThrow()
                                .getMetadata()
                                .getName()))
                .flatExtracting(volume -> volume.getConfigMap().getItems())
                .extracting(KeyToPath::getKey, KeyToPath::getPath)
                .containsExactly(
                        tuple("spark.properties", "spark.properties"),
                        tuple("executor-template.yaml", "pod-spec-template.yml"),
                        tuple("my_words.jar", "my_words.jar"));
    }

    @Test
    void mounts_exactly_its_volumes() {
        Pod pod = Jobs.full().compile().driverPod();

        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getName)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        pod.getSpec().getVolumes().stream().map(Volume::getName).toList());
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder(
                        "/var/data/spark", "/opt/spark/conf", "/opt/spark/pod-template", "/opt/bellows");
    }

    @Test
    void local_dirs_follow_the_conf() {
        Pod pod = pod(Jobs.minimal().conf("spark.local.dir", "/a,/b"));

        assertThat(pod.getSpec().getVolumes())
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .hasSize(2)
                .allSatisfy(
                        volume -> assertThat(volume.getEmptyDir().getMedium()).isNull());
        assertThat(pod.getSpec().getContainers().get(0).getEnv())
                .contains(new EnvVar("SPARK_LOCAL_DIRS", "/a,/b", null));
    }

    @Test
    void ports_follow_the_conf_on_pod_and_service() {
        CompiledJob compiled = Jobs.minimal()
                .conf("spark.ui.port", "4050")
                .conf("spark.connect.grpc.binding.port", "15003")
                .build()
                .compile();

        assertThat(compiled.driverPod().getSpec().getContainers().get(0).getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(7078, 7079, 4050, 15003);
        assertThat(compiled.service().orElseThrow().getSpec().getPorts())
                .allSatisfy(port -> assertThat(port.getTargetPort().getIntVal()).isEqualTo(port.getPort()))
                .extracting(port -> port.getPort())
                .containsExactly(7078, 7079, 4050, 15003);
    }

    @Test
    void is_placed_and_pulled_as_the_conf_says() {
        Pod pod = pod(Jobs.minimal()
                .conf("spark.kubernetes.node.selector.disk", "ssd")
                .conf("spark.kubernetes.node.selector.acme.com/zone", "a")
                .conf("spark.kubernetes.container.image.pullPolicy", "Always")
                .conf("spark.kubernetes.container.image.pullSecrets", "one, two"));

        assertThat(pod.getSpec().getNodeSelector()).isEqualTo(Map.of("disk", "ssd", "acme.com/zone", "a"));
        assertThat(pod.getSpec().getImagePullSecrets())
                .extracting(secret -> secret.getName())
                .isEqualTo(List.of("one", "two"));
        assertThat(pod.getSpec().getContainers().get(0).getImagePullPolicy()).isEqualTo("Always");
    }

    @Test
    void the_service_selects_by_labels_that_the_driver_has() {
        CompiledJob compiled = Jobs.full().compile();

        assertThat(compiled.driverPod().getMetadata().getLabels())
                .containsAllEntriesOf(compiled.service().orElseThrow().getSpec().getSelector());
        assertThat(compiled.executorTemplate().getMetadata().getLabels())
                .doesNotContainKeys(compiled.service()
                        .orElseThrow()
                        .getSpec()
                        .getSelector()
                        .keySet()
                        .toArray(String[]::new));
    }
}
