package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.Security;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    private static final Platform PLATFORM = Platform.open()
            .conf("spark.eventLog.compress", "true")
            .conf("spark.kubernetes.executor.deleteOnTermination", "false")
            .lockConf("spark.kubernetes.executor.deleteOnTermination", "spark.hadoop.fs.")
            .label("acme.com/cost-center", "4711")
            .serviceAccount("etl")
            .imagePullSecret("registry")
            .allowNamespaces("jobs", "nightly")
            .allowImages("registry.example.com");

    @RegisterExtension
    final Scene scene = new Scene();

    private SparkKubernetes spark(Platform platform) {
        return scene.process(scene.connection(), ConnectOptions.ambient().platform(platform));
    }

    private static SparkJobBuilder job() {
        return SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily");
    }

    private SparkRun submitted(Platform platform, SparkJob job) {
        SparkRun run = spark(platform).submit(job, RunOptions.key("k1"));
        scene.pass(1);
        return run;
    }

    private static String refusal(SparkRun run) {
        assertThat(run.result()).isCompleted();
        Failure failure = run.result().join().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        return failure.reason();
    }

    private SparkJob recorded() {
        ConfigMap record = scene.world
                .find("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), ConfigMap.class)
                .orElseThrow();
        return SparkJob.fromJson(record.getData().get("bellows.job.json"));
    }

    @Test
    void what_a_job_leaves_open_is_the_platforms() {
        submitted(PLATFORM, job().build());

        assertThat(recorded().conf())
                .containsEntry("spark.eventLog.compress", "true")
                .containsEntry("spark.kubernetes.executor.deleteOnTermination", "false");
        assertThat(recorded().labels()).containsEntry("acme.com/cost-center", "4711");
        Pod driver = scene.world
                .find("pods", Scene.NAMESPACE, Scene.DRIVER, Pod.class)
                .orElseThrow();
        assertThat(driver.getMetadata().getLabels()).containsEntry("acme.com/cost-center", "4711");
        assertThat(driver.getSpec().getServiceAccountName()).isEqualTo("etl");
        assertThat(driver.getSpec().getImagePullSecrets())
                .extracting(secret -> secret.getName())
                .containsExactly("registry");
    }

    @Test
    void what_a_job_says_itself_stays() {
        submitted(
                PLATFORM,
                job().conf("spark.eventLog.compress", "false")
                        .label("acme.com/cost-center", "1")
                        .serviceAccount("own")
                        .pod(pod -> pod.imagePullSecrets("mine"))
                        .build());

        assertThat(recorded().conf()).containsEntry("spark.eventLog.compress", "false");
        assertThat(recorded().labels()).containsEntry("acme.com/cost-center", "1");
        assertThat(recorded().serviceAccount()).contains("own");
        assertThat(recorded().pod().imagePullSecrets()).containsExactly("mine");
    }

    @Test
    void the_same_job_on_the_same_platform_is_the_same_run_and_on_another_is_not() {
        submitted(PLATFORM, job().build());

        assertThat(submitted(PLATFORM, job().build()).state().status()).isEqualTo(RunStatus.ACTIVE);
        SparkRun other = submitted(PLATFORM.conf("spark.speculation", "true"), job().build());
        assertThat(other.result().join().failure().orElseThrow().kind()).isEqualTo(FailureKind.KEY_CONFLICT);
    }

    @Test
    void an_open_platform_changes_nothing() {
        SparkJob job = job().build();
        submitted(Platform.open(), job);

        assertThat(recorded()).isEqualTo(job);
    }

    @Test
    void a_job_beyond_the_limits_is_refused_with_every_reason_before_anything_is_sent() {
        SparkJob job = job().namespace("production")
                .image("docker.io/evil/spark:4.1.1")
                .conf("spark.hadoop.fs.s3a.endpoint", "s3.example.com")
                .conf("spark.kubernetes.executor.deleteOnTermination", "true")
                .build();

        assertThat(refusal(submitted(PLATFORM, job)))
                .contains("PLATFORM_NAMESPACE", "production", "jobs, nightly")
                .contains("PLATFORM_IMAGE", "docker.io/evil/spark:4.1.1")
                .contains("[PLATFORM_CONF_LOCKED] conf.spark.hadoop.fs.s3a.endpoint")
                .contains("[PLATFORM_CONF_LOCKED] conf.spark.kubernetes.executor.deleteOnTermination")
                .doesNotContain("s3.example.com");
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void defaults_that_make_no_valid_job_are_named() {
        assertThat(refusal(submitted(Platform.open().conf("spark.executor.memory", "4g"), job().build())))
                .contains("spark.executor.memory");
    }

    @Test
    void images_of_every_container_count() {
        SparkJob job = job().pod(
                        pod -> pod.security(Security.relaxed())
                                .patch(
                                        "{\"spec\":{\"initContainers\":[{\"name\":\"fetch\",\"image\":\"docker.io/fetch:1\"}]}}"))
                .build();

        assertThat(refusal(submitted(Platform.open().allowImages("registry.example.com/"), job)))
                .contains("docker.io/fetch:1")
                .doesNotContain("registry.example.com/spark:4.1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example.com, true",
        "registry.example.com/, true",
        "registry.example.com/spark, true",
        "registry.example.com/spark:4.1.1, true",
        "registry.example, false",
        "registry.example.com/spar, false"
    })
    void whole_parts_of_an_images_name_count(String prefix, boolean allowed) {
        SparkRun run = submitted(Platform.open().allowImages(prefix), job().build());

        assertThat(run.result().isDone()).isEqualTo(!allowed);
    }

    @Test
    void a_default_namespace_comes_before_the_connections() {
        SparkRun run = submitted(Platform.open().namespace("nightly"), job().build());

        assertThat(run.id().namespace()).isEqualTo("nightly");
        assertThat(submitted(
                                Platform.open().namespace("nightly"),
                                job().namespace("own").build())
                        .id()
                        .namespace())
                .isEqualTo("own");
    }

    @Test
    void a_blank_prefix_is_a_mistake() {
        assertThatThrownBy(() -> Platform.open().allowImages(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
