package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunFailed;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.LocalCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions that cannot succeed end as typed results in time, and leave nothing. */
class RefusedSubmissionTest {
    /** A deadline that no answer of the API server misses. */
    private static final Duration ENOUGH = Duration.ofMinutes(10);

    private static LocalCluster cluster;

    @BeforeAll
    static void start() {
        cluster = LocalCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(cluster.objects("default")).isEmpty();
    }

    @Test
    void a_cluster_that_nobody_serves_is_unreachable() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }

        Failure failure = failure(ConnectOptions.ambient().url(url), sleep(), Duration.ofSeconds(2));

        assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(failure.reason()).contains("PT2S");
    }

    @Test
    void a_wrong_token_is_forbidden_and_not_repeated_in_the_message() {
        Failure failure =
                failure(ConnectOptions.ambient().url(cluster.url().toString()).token("not-the-token"), sleep(), ENOUGH);

        assertThat(failure.kind()).isEqualTo(FailureKind.FORBIDDEN);
        assertThat(failure.describe()).doesNotContain("not-the-token");
    }

    @Test
    void a_namespace_that_does_not_exist_is_named() {
        SparkJob elsewhere =
                job("sleep", SampleJobs.SLEEP, "1").namespace("nowhere").build();

        Failure failure = failure(options(), elsewhere, ENOUGH);

        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.reason()).contains("nowhere");
    }

    @Test
    void a_name_that_a_foreign_object_has_is_taken_and_the_object_stays() {
        String key = newKey();
        String name = new RunId("default", "sleep", key).runName();
        try (KubernetesClient other = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                        .build();
                SparkKubernetes spark = cluster.connect()) {
            other.configMaps()
                    .inNamespace("default")
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .addToData("owner", "somebody else")
                            .build())
                    .create();

            SparkRun run = spark.submit(sleep(), RunOptions.key(key));
            Failure failure = await(run.result()).failure().orElseThrow();

            assertThat(failure.kind()).isEqualTo(FailureKind.NAME_TAKEN);
            assertThatThrownBy(() -> await(run.submitted()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(RunFailed.class);
            await(run.forget());
            assertThat(cluster.objects("default")).containsExactly("ConfigMap/" + name);
            other.configMaps().inNamespace("default").withName(name).delete();
        }
    }

    @Test
    void the_same_key_with_another_job_is_a_conflict() {
        String key = newKey();
        try (SparkKubernetes spark = cluster.connect()) {
            SparkRun first = spark.submit(sleep(), RunOptions.key(key));
            await(first.submitted());

            SparkRun second = spark.submit(job("sleep", SampleJobs.SLEEP, "2").build(), RunOptions.key(key));

            assertThat(await(second.result()).failure().orElseThrow().kind()).isEqualTo(FailureKind.KEY_CONFLICT);
            assertThat(first.state().status()).isEqualTo(RunStatus.ACTIVE);
            await(first.forget());
        }
    }

    @Test
    void a_local_jar_that_is_too_large_is_refused_with_what_to_do(@TempDir Path folder) throws IOException {
        Path jar = Files.write(folder.resolve("large.jar"), new byte[901 * 1024]);
        SparkJob job = SparkJob.builder()
                .name("large")
                .image("localhost/spark:4.1.1")
                .jar(LocalFile.of(jar), "com.example.Main")
                .build();

        Failure failure = failure(options(), job, ENOUGH);

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.reason()).contains("large.jar", "local:///");
    }

    private static SparkJob sleep() {
        return job("sleep", SampleJobs.SLEEP, "1").build();
    }

    private static ConnectOptions options() {
        return ConnectOptions.ambient().url(cluster.url().toString()).token(cluster.token());
    }

    private static Failure failure(ConnectOptions options, SparkJob job, Duration deadline) {
        try (SparkKubernetes spark = SparkKubernetes.connect(options)) {
            RunResult result = await(spark.submit(job, RunOptions.key(newKey()).submissionDeadline(deadline))
                    .result());
            assertThat(result.status()).isEqualTo(RunStatus.FAILED);
            return result.failure().orElseThrow();
        }
    }
}
