package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.Control;
import dev.bellows.job.SparkJob;
import dev.bellows.job.preset.NetworkRules;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverControlTest {
    @Test
    void the_driver_alone_has_the_listener_and_its_key() {
        CompiledJob compiled = Jobs.minimal().control().build().compile();

        assertThat(compiled.driverPod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("bellows-control"))
                .singleElement()
                .satisfies(DriverControlTest::holdsJarAndKey);
        assertThat(compiled.driverPod().getSpec().getContainers().get(0).getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/opt/bellows-control") && mount.getReadOnly());
        assertThat(compiled.driverPod().getSpec().getContainers().get(0).getPorts())
                .anyMatch(port -> port.getName().equals("bellows-control") && port.getContainerPort() == 7080);
        assertThat(compiled.executorTemplate().getSpec().getVolumes()).isEmpty();
        assertThat(compiled.localFiles()).isEmpty();
    }

    private static void holdsJarAndKey(Volume volume) {
        var sources = volume.getProjected().getSources();
        String run = AttemptId.preview(Jobs.minimal().build()).run().runName();
        assertThat(sources.get(0).getConfigMap().getName()).isEqualTo(run);
        assertThat(sources.get(0).getConfigMap().getOptional()).isNull();
        assertThat(sources.get(1).getSecret().getName()).isEqualTo(run + "-control");
        assertThat(sources.get(1).getSecret().getOptional()).isNull();
    }

    @Test
    void the_users_own_listeners_and_class_path_stay() {
        SparkJob job = Jobs.minimal()
                .control(Control.at(9000))
                .conf("spark.extraListeners", "com.acme.Audit")
                .conf("spark.driver.extraClassPath", "/opt/acme/*")
                .conf("spark.decommission.enabled", "false")
                .build();

        assertThat(job.compile().conf())
                .containsEntry("spark.extraListeners", "com.acme.Audit,dev.bellows.driver.ControlListener")
                .containsEntry("spark.driver.extraClassPath", "/opt/acme/*:/opt/bellows-control/bellows-driver.jar")
                .containsEntry("spark.bellows.control.port", "9000")
                .containsEntry("spark.decommission.enabled", "false");
        assertThat(SparkJob.fromJson(job.toJson())).isEqualTo(job);
    }

    @Test
    void a_job_without_control_has_nothing_of_it() {
        String yaml = Jobs.minimal().build().render();

        assertThat(yaml).doesNotContain("control");
        assertThat(Jobs.minimal().control().build().toJson()).contains("\"control\":{}");
    }

    @Test
    void who_may_see_the_interface_may_reach_the_listener() {
        SparkJob job = Jobs.minimal()
                .control()
                .presets(p -> p.network(NetworkRules.ownApplication().withUiFrom(Map.of("app", "gateway"))))
                .build();

        assertThat(job.compile().extras().stream()
                        .filter(NetworkPolicy.class::isInstance)
                        .map(NetworkPolicy.class::cast)
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal()))
                .contains(4040, 7080);
    }
}
