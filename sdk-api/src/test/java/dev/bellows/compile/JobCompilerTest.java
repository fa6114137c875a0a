package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.check.Problem;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SeededJobs;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.run.RunId;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobCompilerTest {
    @Test
    void the_same_job_and_attempt_give_the_same_bytes() {
        for (long seed = 0; seed < 100; seed++) {
            SparkJob job = SeededJobs.job(seed);
            SparkJob read = SparkJob.fromJson(job.toJson());
            AttemptId attempt = Jobs.attempt(job);

            assertThat(read.compile(attempt)).as("seed %s", seed).isEqualTo(job.compile(attempt));
            assertThat(read.compile(attempt).render())
                    .as("seed %s", seed)
                    .isEqualTo(job.compile(attempt).render());
        }
    }

    @Test
    void two_attempts_differ_in_names_and_ids_only() {
        SparkJob job = Jobs.full();
        AttemptId first = Jobs.attempt(job);
        AttemptId second = new AttemptId(first.run(), 2, "other", "spark-" + "f".repeat(32));

        String rewritten = job.compile(second)
                .render()
                .replace(second.prefix(), first.prefix())
                .replace(second.appId(), first.appId())
                .replace("bellows.dev/attempt: \"2\"", "bellows.dev/attempt: \"1\"")
                .replace("bellows.dev/attempt=2", "bellows.dev/attempt=1")
                .replace("bellows.dev/client: other", "bellows.dev/client: billing")
                .replace("bellows.dev/client=other", "bellows.dev/client=billing")
                .replace("spark.properties.2", "spark.properties")
                .replace("executor-template.yaml.2", "executor-template.yaml");

        assertThat(rewritten).isEqualTo(job.compile(first).render());
    }

    @Test
    void each_attempt_mounts_keys_of_its_own() {
        RunId run = new RunId("etl", "a", "k");
        CompiledJob second = Jobs.full().compile(new AttemptId(run, 2, "c", "spark-2"));

        assertThat(new AttemptId(run, 1, "c", "spark-1").propertiesKey()).isEqualTo("spark.properties");
        assertThat(second.configMap().orElseThrow().getMetadata().getName()).isEqualTo(run.runName());
        assertThat(second.configMap().orElseThrow().getData())
                .containsKeys("spark.properties.2", "executor-template.yaml.2");
        assertThat(second.driverPod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .extracting(volume -> volume.getConfigMap().getItems().get(0).getKey())
                .contains("spark.properties.2", "executor-template.yaml.2");
    }

    @Test
    void names_fit_into_kubernetes_limits() {
        AttemptId attempt = new AttemptId(new RunId("n".repeat(63), "j".repeat(63), "k"), 999_999, "c", "spark-1");

        assertThat(attempt.serviceName()).hasSizeLessThanOrEqualTo(63);
        assertThat(attempt.prefix() + "-exec-9999999").hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void properties_are_the_conf() throws IOException {
        CompiledJob compiled = Jobs.full().compile();
        Properties loaded = new Properties();
        loaded.load(new StringReader(compiled.properties()));

        assertThat(loaded).isEqualTo(compiled.conf());
        assertThat(compiled.configMap().orElseThrow().getData())
                .containsEntry("spark.properties", compiled.properties());
        assertThat(compiled.conf()).doesNotContainKey("spark.app.submitTime");
    }

    @Test
    void only_what_was_set_overrides_sparks_own_defaults() {
        assertThat(Jobs.minimal().build().compile().conf())
                .doesNotContainKeys(
                        "spark.driver.memory",
                        "spark.driver.cores",
                        "spark.executor.memory",
                        "spark.executor.instances");
    }

    @Test
    void every_object_carries_the_labels_of_its_run() {
        CompiledJob compiled = Jobs.full().compile(Jobs.attempt(Jobs.full()));
        Map<String, String> labels = Map.of(
                "bellows.dev/run", compiled.attempt().run().runName(),
                "bellows.dev/attempt", "1",
                "bellows.dev/job", "daily-revenue",
                "bellows.dev/client", "billing",
                "app.kubernetes.io/managed-by", "bellows");

        assertThat(compiled.driverPod().getMetadata().getLabels()).containsAllEntriesOf(labels);
        assertThat(compiled.service().orElseThrow().getMetadata().getLabels()).containsAllEntriesOf(labels);
        assertThat(compiled.configMap().orElseThrow().getMetadata().getLabels()).isEqualTo(labels);
        labels.forEach((key, value) ->
                assertThat(compiled.conf()).containsEntry("spark.kubernetes.executor.label." + key, value));
    }

    @Test
    void a_stopping_driver_cannot_take_the_record_along() {
        // Spark deletes what carries its application id.
        assertThat(Jobs.full().compile().configMap().orElseThrow().getMetadata().getLabels())
                .doesNotContainKey(SparkLabels.APP_ID);
    }

    @Test
    void a_local_jar_travels_in_the_config_map() {
        CompiledJob compiled =
                Jobs.minimal().jar("/home/me/revenue.jar", "A").build().compile();

        assertThat(compiled.localFiles()).isEqualTo(Map.of("revenue.jar", new LocalFile("/home/me/revenue.jar")));
        assertThat(compiled.conf()).containsEntry("spark.jars", "file:/opt/bellows/revenue.jar");
        assertThat(compiled.driverPod().getSpec().getContainers().get(0).getArgs())
                .contains("file:/opt/bellows/revenue.jar");
    }

    @ParameterizedTest
    @CsvSource({
        "/x/a b.jar,a_b.jar",
        "/x/Ümlaut+1.jar,_mlaut_1.jar",
        "/x/..jar,_..jar",
        "/x/spark.properties,_spark.properties",
        "/x/executor-template.yaml,_executor-template.yaml",
        "C:\\jobs\\a.jar,a.jar"
    })
    void a_file_gets_a_key_that_kubernetes_accepts_and_nothing_else_has(String path, String key) {
        assertThat(Jobs.minimal().jar(path, "A").build().compile().localFiles()).containsOnlyKeys(key);
    }

    @Test
    void a_long_file_name_keeps_its_end() {
        String key = Jobs.minimal()
                .jar("/x/" + "a".repeat(300) + ".jar", "A")
                .build()
                .compile()
                .localFiles()
                .firstKey();

        assertThat(key).hasSize(253).endsWith("a.jar");
    }

    @Test
    void the_application_jar_joins_other_jars() {
        assertThat(Jobs.minimal()
                        .conf("spark.jars", "s3a://b/lib.jar")
                        .build()
                        .compile()
                        .conf())
                .containsEntry("spark.jars", "s3a://b/lib.jar,local:///opt/app/words.jar");
    }

    @Test
    void secrets_in_logs_are_hidden_wider_than_by_spark_unless_the_job_says_otherwise() {
        assertThat(Jobs.minimal().build().compile().conf().get("spark.redaction.regex"))
                .contains("credential", "passphrase", "token");
        assertThat(Jobs.minimal()
                        .conf("spark.redaction.regex", "x")
                        .build()
                        .compile()
                        .conf())
                .containsEntry("spark.redaction.regex", "x");
    }

    @Test
    void drivers_note_the_exception_that_ended_them_where_spark_can_unless_the_job_says_otherwise() {
        String key = "spark.kubernetes.driver.annotateExitException";

        assertThat(Jobs.minimal().spark(SparkVersion.V4_1).build().compile().conf())
                .containsEntry(key, "true");
        assertThat(Jobs.minimal().spark(SparkVersion.V4_0).build().compile().conf())
                .doesNotContainKey(key);
        assertThat(Jobs.minimal()
                        .spark(SparkVersion.V4_1)
                        .conf(key, "false")
                        .build()
                        .compile()
                        .conf())
                .containsEntry(key, "false");
    }

    @Test
    void warnings_become_notes() {
        assertThat(Jobs.minimal().image("spark").build().compile().notes())
                .extracting(Problem::code)
                .containsExactly("IMAGE_NOT_PINNED");
    }

    @Test
    void tells_what_the_pods_ask_for() {
        Footprint footprint = Jobs.full().compile().footprint();

        assertThat(footprint.driver()).isEqualTo(new PodSize("500m", "2", 2560, new TreeMap<>(), 0, 0));
        assertThat(footprint.executor()).isEqualTo(new PodSize("3500m", "4", 9728, gpus(1), 0, 0));
        assertThat(footprint.minimum().pods()).isEqualTo(3);
        assertThat(footprint.steady().pods()).isEqualTo(5);
        assertThat(footprint.maximum()).isEqualTo(new ResourceTotal(9, 28_500, 80_384, gpus(8), 0, 0));
    }

    private static SortedMap<String, Integer> gpus(int number) {
        return new TreeMap<>(Map.of("nvidia.com/gpu", number));
    }
}
