package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerEnvironmentTest {
    private static final Pod POD = new PodBuilder()
            .withNewMetadata()
            .withName("driver")
            .withNamespace("etl")
            .addToLabels("team", "a")
            .endMetadata()
            .withNewSpec()
            .withNodeName("local")
            .endSpec()
            .build();

    private final FakeContent content =
            new FakeContent().configMap("settings", "MODE", "fast").secret("db", "password", "s3cret");

    @Test
    void values_see_the_variables_before_them() {
        Container container = new ContainerBuilder()
                .addNewEnv()
                .withName("EARLY")
                .withValue("$(LATE)")
                .endEnv()
                .addNewEnv()
                .withName("LATE")
                .withValue("x")
                .endEnv()
                .addNewEnv()
                .withName("LAST")
                .withValue("$(EARLY)-$(LATE)")
                .endEnv()
                .build();

        assertThat(variables(container))
                .containsExactly(entry("EARLY", "$(LATE)"), entry("LATE", "x"), entry("LAST", "$(LATE)-x"));
    }

    @Test
    void fields_of_the_pod_are_read() {
        Container container = new ContainerBuilder()
                .addNewEnv()
                .withName("IP")
                .withValueFrom(field("status.podIP"))
                .endEnv()
                .addNewEnv()
                .withName("NAME")
                .withValueFrom(field("metadata.name"))
                .endEnv()
                .addNewEnv()
                .withName("NAMESPACE")
                .withValueFrom(field("metadata.namespace"))
                .endEnv()
                .addNewEnv()
                .withName("TEAM")
                .withValueFrom(field("metadata.labels['team']"))
                .endEnv()
                .addNewEnv()
                .withName("NONE")
                .withValueFrom(field("metadata.annotations['none']"))
                .endEnv()
                .build();

        assertThat(variables(container))
                .isEqualTo(Map.of("IP", "127.0.1.9", "NAME", "driver", "NAMESPACE", "etl", "TEAM", "a", "NONE", ""));
    }

    @Test
    void keys_of_config_maps_and_secrets_are_read() {
        Container container = new ContainerBuilder()
                .addNewEnvFrom()
                .withPrefix("APP_")
                .withNewConfigMapRef("settings", false)
                .endEnvFrom()
                .addNewEnv()
                .withName("PASSWORD")
                .withNewValueFrom()
                .withNewSecretKeyRef("password", "db", false)
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("ABSENT")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("no", "no", true)
                .endValueFrom()
                .endEnv()
                .build();

        assertThat(variables(container)).isEqualTo(Map.of("APP_MODE", "fast", "PASSWORD", "s3cret"));
    }

    @Test
    void a_missing_key_is_a_configuration_error() {
        Container container = new ContainerBuilder()
                .addNewEnv()
                .withName("PASSWORD")
                .withNewValueFrom()
                .withNewSecretKeyRef("user", "db", false)
                .endValueFrom()
                .endEnv()
                .build();

        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> variables(container))
                .withMessage("couldn't find key user in Secret etl/db")
                .satisfies(e -> assertThat(e.step()).isEqualTo(NotReady.Step.CONFIGURATION));
    }

    @Test
    void an_unknown_field_is_a_configuration_error() {
        Container container = new ContainerBuilder()
                .addNewEnv()
                .withName("X")
                .withValueFrom(field("spec.color"))
                .endEnv()
                .build();

        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> variables(container))
                .withMessage("unsupported fieldPath: spec.color");
    }

    private Map<String, String> variables(Container container) {
        return new ContainerEnvironment(content, new PodFields(POD, "127.0.1.9", "127.0.0.1")).of(container);
    }

    private static EnvVarSource field(String path) {
        return new EnvVarSourceBuilder().withNewFieldRef("v1", path).build();
    }
}
