package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolumeFilesTest {
    private static final Pod POD = new PodBuilder()
            .withNewMetadata()
            .withName("driver")
            .withNamespace("etl")
            .addToAnnotations("bellows.dev/conf", "spark.a=1\n")
            .addToLabels("b", "2")
            .addToLabels("a", "with \"quotes\"")
            .endMetadata()
            .build();

    private final FakeContent content = new FakeContent()
            .configMap("run", "k1", "one")
            .configMap("run", "k2", "two")
            .secret("s", "password", "x");

    @Test
    void a_config_map_without_items_gives_all_its_keys() {
        Volume volume =
                volume().withNewConfigMap().withName("run").endConfigMap().build();

        assertThat(files(volume)).isEqualTo(Map.of("k1", "one 644", "k2", "two 644"));
    }

    @Test
    void items_choose_keys_paths_and_modes() {
        Volume volume = volume().withNewConfigMap()
                .withName("run")
                .withDefaultMode(0600)
                .addNewItem("k1", null, "a/b.txt")
                .addNewItem("k2", 0755, "run.sh")
                .endConfigMap()
                .build();

        assertThat(files(volume)).isEqualTo(Map.of("a/b.txt", "one 600", "run.sh", "two 755"));
    }

    @Test
    void a_key_that_items_name_must_exist() {
        Volume volume = volume().withNewConfigMap()
                .withName("run")
                .addNewItem("spark.properties", 0644, "spark.properties")
                .endConfigMap()
                .build();

        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> files(volume))
                .withMessage("MountVolume.SetUp failed for volume \"v\" : "
                        + "configmap references non-existent config key: spark.properties")
                .satisfies(e -> assertThat(e.step()).isEqualTo(NotReady.Step.VOLUME));
    }

    @Test
    void objects_must_exist() {
        Volume configMap =
                volume().withNewConfigMap().withName("no").endConfigMap().build();
        Volume secret =
                volume().withNewSecret().withSecretName("no").endSecret().build();

        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> files(configMap))
                .withMessageContaining("configmap \"no\" not found");
        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> files(secret))
                .withMessageContaining("secret \"no\" not found");
    }

    @Test
    void optional_objects_and_keys_may_be_absent() {
        Volume object = volume().withNewSecret()
                .withSecretName("no")
                .withOptional(true)
                .endSecret()
                .build();
        Volume key = volume().withNewConfigMap()
                .withName("run")
                .withOptional(true)
                .addNewItem("no", null, "no")
                .addNewItem("k1", null, "k1")
                .endConfigMap()
                .build();

        assertThat(files(object)).isEmpty();
        assertThat(files(key)).isEqualTo(Map.of("k1", "one 644"));
    }

    @Test
    void the_downward_api_reads_annotations_and_labels() {
        Volume volume = volume().withNewDownwardAPI()
                .addNewItem()
                .withPath("spark.properties")
                .withNewFieldRef("v1", "metadata.annotations['bellows.dev/conf']")
                .endItem()
                .addNewItem()
                .withPath("labels")
                .withNewFieldRef("v1", "metadata.labels")
                .endItem()
                .endDownwardAPI()
                .build();

        assertThat(files(volume))
                .isEqualTo(Map.of(
                        "spark.properties", "spark.a=1\n 644", "labels", "a=\"with \\\"quotes\\\"\"\nb=\"2\" 644"));
    }

    @Test
    void a_projected_volume_joins_its_sources() {
        Volume volume = volume().withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken(null, 3600L, "token")
                .endSource()
                .addNewSource()
                .withNewConfigMap()
                .withName("run")
                .addNewItem("k1", null, "one")
                .endConfigMap()
                .endSource()
                .addNewSource()
                .withNewSecret()
                .withName("s")
                .endSecret()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("namespace")
                .withNewFieldRef("v1", "metadata.namespace")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build();

        assertThat(files(volume))
                .isEqualTo(Map.of("token", "t0k 644", "one", "one 644", "password", "x 644", "namespace", "etl 644"));
    }

    @Test
    void an_empty_directory_holds_nothing() {
        assertThat(files(volume().withNewEmptyDir().endEmptyDir().build())).isEmpty();
    }

    private Map<String, String> files(Volume volume) {
        Map<String, String> shown = new TreeMap<>();
        new VolumeFiles(content, new PodFields(POD, "127.0.1.1", "127.0.0.1"), "t0k")
                .of(volume)
                .forEach((path, file) ->
                        shown.put(path, new String(file.content(), UTF_8) + " " + Integer.toOctalString(file.mode())));
        return shown;
    }

    private static VolumeBuilder volume() {
        return new VolumeBuilder().withName("v");
    }
}
