package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellows.job.Memory;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.job.preset.EventLog;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform has locked stays as it says, whichever of a job's settings would write it. */
class PlatformLocksTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private static SparkJobBuilder job() {
        return SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily");
    }

    private SparkRun submitted(Platform platform, SparkJob job, RunOptions options) {
        SparkRun run = scene.process(
                        scene.connection(), ConnectOptions.ambient().platform(platform))
                .submit(job, options);
        scene.pass(1);
        return run;
    }

    private String refusal(Platform platform, SparkJob job, RunOptions options) {
        SparkRun run = submitted(platform, job, options);
        assertThat(run.result()).as("the job is refused").isCompleted();
        assertThat(scene.world.names()).isEmpty();
        Failure failure = run.result().join().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        return failure.reason();
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                written(
                        "spark.eventLog.",
                        "spark.eventLog.dir",
                        job -> job.presets(p -> p.eventLog(EventLog.in("s3a://elsewhere/")))),
                written("spark.kubernetes.authenticate.", "serviceAccountName", job -> job.serviceAccount("admin")),
                written(
                        "spark.kubernetes.authenticate.",
                        "executor.serviceAccountName",
                        job -> job.executors(e -> e.pod(p -> p.serviceAccount("admin")))),
                written("spark.executor.memory", "spark.executor.memory", job -> job.executors(e -> e.memory("8g"))),
                written(
                        "spark.decommission.",
                        "spark.decommission.enabled",
                        job -> job.spot(Spot.on(SpotPlatform.EKS))),
                written("spark.jars.packages", "spark.jars.packages", job -> job.packages("com.acme:lib:1")),
                written("spark.kubernetes.driver.label.", "driver.label.team", job -> job.label("team", "other")),
                written(
                        "spark.kubernetes.executor.annotation.",
                        "executor.annotation.acme.com/note",
                        job -> job.annotation("acme.com/note", "other")),
                written(
                        "spark.kubernetes.driver.secrets.",
                        "driver.secrets.vault",
                        job -> job.driver(
                                d -> d.pod(p -> p.volume(PodVolume.of("v", "/mnt/v", VolumeSource.secret("vault")))))),
                written(
                        "spark.kubernetes.executor.volumes.hostPath.",
                        "executor.volumes.hostPath.disk",
                        job -> job.executors(
                                e -> e.pod(
                                        p -> p.security(Security.relaxed())
                                                .patch(
                                                        "{\"spec\":{\"volumes\":[{\"name\":\"disk\",\"hostPath\":{\"path\":\"/\"}}]}}")))),
                written(
                        "spark.kubernetes.driver.node.selector.",
                        "driver.node.selector.pool",
                        job -> job.driver(
                                d -> d.pod(p -> p.patch("{\"spec\":{\"nodeSelector\":{\"pool\":\"gpu\"}}}")))),
                written(
                        "spark.kubernetes.driverEnv.",
                        "driverEnv.MODE",
                        job -> job.driver(d -> d.pod(p -> p.env("MODE", EnvSource.configMap("modes", "mode"))))),
                written(
                        "spark.kubernetes.driver.secretKeyRef.",
                        "driver.secretKeyRef.PASSWORD",
                        job -> job.pod(p -> p.env("PASSWORD", SecretRef.of("db", "password")))),
                // Spark reads a key under its old name, too.
                written(
                        "spark.excludeOnFailure.",
                        "spark.blacklist.enabled",
                        job -> job.conf("spark.blacklist.enabled", "true")));
    }

    private static Arguments written(String locked, String named, UnaryOperator<SparkJobBuilder> setting) {
        return arguments(locked, named, setting);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("settings")
    void a_locked_key_is_refused_whichever_setting_writes_it(
            String locked, String named, UnaryOperator<SparkJobBuilder> setting) {
        SparkJob job = setting.apply(job()).build();

        assertThat(refusal(Platform.open().lockConf(locked), job, RunOptions.key("k1")))
                .contains("PLATFORM_CONF_LOCKED", named)
                .doesNotContain("s3a://elsewhere/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dspark.eventLog.dir=s3a://elsewhere/",
                "-Xss2m '-Dspark.eventLog.dir=s3a://else where/'",
                "\"-D\"spark.event\"Log.dir=s3a://elsewhere/\"",
                "-D\\spark.eventLog.dir=s3a://elsewhere/",
                "@/opt/options",
                "-XX:VMOptionsFile=/opt/options",
                "-XX:Flags=/opt/options"
            })
    void java_options_write_no_locked_key_and_hide_none_in_a_file(String options) {
        Platform platform = Platform.open().lockConf("spark.eventLog.");

        assertThat(refusal(
                        platform,
                        job().conf("spark.driver.extraJavaOptions", options).build(),
                        RunOptions.key("k1")))
                .contains("PLATFORM_CONF_LOCKED", "conf.spark.driver.extraJavaOptions");
        assertThat(refusal(
                        platform,
                        job().conf("spark.driver.defaultJavaOptions", options).build(),
                        RunOptions.key("k2")))
                .contains("conf.spark.driver.defaultJavaOptions");
        assertThat(refusal(platform, job().env("JAVA_TOOL_OPTIONS", options).build(), RunOptions.key("k3")))
                .contains("driverEnv.JAVA_TOOL_OPTIONS");
        assertThat(refusal(
                        platform,
                        job().driver(d -> d.pod(p -> p.env("JDK_JAVA_OPTIONS", EnvSource.configMap("options", "all"))))
                                .build(),
                        RunOptions.key("k4")))
                .contains("driverEnv.JDK_JAVA_OPTIONS");
    }

    @Test
    void options_that_write_other_keys_are_the_jobs_own() {
        SparkJob job = job().conf("spark.driver.extraJavaOptions", "-Xss2m -Dspark.sql.x=1 -Dacme.mode=@fast")
                .env("GREETING", "@all -Dspark.eventLog.dir=x")
                .build();

        SparkRun run = submitted(Platform.open().lockConf("spark.eventLog."), job, RunOptions.key("k1"));

        assertThat(run.result()).isNotDone();
    }

    @Test
    void what_the_platform_itself_has_set_is_there_for_every_job() {
        Platform platform = Platform.open()
                .conf("spark.eventLog.enabled", "true")
                .conf("spark.eventLog.dir", "s3a://audit/events")
                .conf("spark.driver.extraJavaOptions", "-Dspark.eventLog.logStageExecutorMetrics=true")
                .serviceAccount("etl")
                .label("team", "etl")
                .lockConf("spark.eventLog.", "spark.kubernetes.");

        SparkRun run = submitted(platform, job().build(), RunOptions.key("k1"));

        assertThat(run.result()).isNotDone();
    }

    @Test
    void what_a_job_takes_away_of_a_locked_key_is_refused_like_what_it_sets() {
        Platform platform = Platform.open()
                .conf("spark.driver.extraJavaOptions", "-Dspark.eventLog.dir=s3a://audit/events")
                .lockConf("spark.eventLog.");

        assertThat(refusal(
                        platform,
                        job().conf("spark.driver.extraJavaOptions", "-Xss2m").build(),
                        RunOptions.key("k1")))
                .contains("PLATFORM_CONF_LOCKED");
    }

    /** Conf of the platform may suit only jobs of another size than the default one. */
    @Test
    void a_job_is_compared_with_one_that_would_not_pass_the_checks_itself() {
        Platform platform = Platform.open().conf("spark.task.cpus", "4").lockConf("spark.task.");

        SparkRun run = submitted(platform, job().executors(e -> e.cores(4)).build(), RunOptions.key("k1"));

        assertThat(run.result()).isNotDone();
    }

    @Test
    void a_remedy_changes_no_locked_key_either() {
        RunOptions options = RunOptions.key("k1")
                .retry(Retry.upTo(3)
                        .remedy(Remedy.none()
                                .driverMemory(Memory.gib(64))
                                .executorMemory(Memory.gib(64))
                                .shufflePartitions(100_000)));

        assertThat(refusal(
                        Platform.open()
                                .lockConf("spark.driver.memory", "spark.executor.memoryOverhead", "spark.sql.shuffle."),
                        job().build(),
                        options))
                .contains("retry.remedy.driverMemory", "retry.remedy.executorMemory", "retry.remedy.shufflePartitions");
    }

    @Test
    void another_port_of_an_allowed_registry_is_another_registry() {
        String image = "registry.example.com:5000/acme/spark:4.1.1";
        SparkJob job = job().image(image).build();

        assertThat(refusal(Platform.open().allowImages("registry.example.com"), job, RunOptions.key("k1")))
                .contains("PLATFORM_IMAGE", image);
    }

    @Test
    void images_that_are_mounted_count_like_those_that_run() {
        SparkJob job = job().pod(p -> p.security(Security.relaxed())
                        .patch("{\"spec\":{\"volumes\":[{\"name\":\"models\","
                                + "\"image\":{\"reference\":\"docker.io/models:1\"}}]}}"))
                .build();

        assertThat(refusal(Platform.open().allowImages("registry.example.com"), job, RunOptions.key("k1")))
                .contains("PLATFORM_IMAGE", "docker.io/models:1");
    }
}
