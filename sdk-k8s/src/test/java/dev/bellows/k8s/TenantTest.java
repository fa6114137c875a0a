package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Security;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that submits what tenants send it as JSON, on a platform that says what they may. */
class TenantTest {
    private static final String CANARY = "c4n4ry-of-the-service";

    @RegisterExtension
    final Scene scene = new Scene();

    private final List<Path> uploaded = new ArrayList<>();

    @TempDir
    private Path machine;

    private Path token;
    private Path jobs;
    private int submissions;

    @BeforeEach
    void put_a_secret_of_the_service_beside_the_tenants_files() throws IOException {
        token = Files.writeString(
                Files.createDirectories(machine.resolve("serviceaccount")).resolve("token"), CANARY);
        jobs = Files.createDirectories(machine.resolve("jobs"));
        Files.createDirectories(jobs.resolve("libs"));
    }

    private Platform platform() {
        return Platform.open()
                .serviceAccount("etl")
                .allowServiceAccounts("etl")
                .security(Security.restricted())
                .allowImages("registry.example.com/acme")
                .conf("spark.eventLog.enabled", "true")
                .conf("spark.eventLog.dir", "s3a://audit/events")
                .lockConf("spark.eventLog.", "spark.hadoop.fs.");
    }

    private static String job(String more) {
        return "{\"name\":\"daily\",\"image\":\"registry.example.com/acme/spark:4.1.1\","
                + "\"application\":{\"type\":\"jar\",\"jar\":{\"uri\":\"local:///opt/app.jar\"},\"mainClass\":\"com.acme.Daily\"}"
                + more + "}";
    }

    private static String files(Path file, String more) {
        return job(",\"dependencies\":{\"files\":[{\"localPath\":\"" + file + "\"}]" + more + "}");
    }

    private SparkRun submitted(Platform platform, String json) {
        ConnectOptions options = ConnectOptions.ambient().platform(platform).uploader((file, target) -> {
            uploaded.add(file);
            return CompletableFuture.completedFuture(null);
        });
        SparkRun run = scene.process(scene.connection(), options)
                .submit(SparkJob.fromJson(json), RunOptions.key("k" + ++submissions));
        scene.pass(1);
        return run;
    }

    private String refusal(Platform platform, String json) {
        SparkRun run = submitted(platform, json);
        assertThat(run.result()).as("the job is refused").isCompleted();
        assertThat(scene.world.names()).isEmpty();
        assertThat(uploaded).isEmpty();
        Failure failure = run.result().join().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(run.result().join().report()).doesNotContain(CANARY);
        return failure.reason();
    }

    private ConfigMap record(SparkRun run) {
        return scene.world
                .find("configmaps", Scene.NAMESPACE, run.id().runName(), ConfigMap.class)
                .orElseThrow();
    }

    @Test
    void a_job_within_the_limits_runs_as_the_platform_says() {
        SparkRun run = submitted(platform().noLocalFiles(), job(""));

        assertThat(run.submitted()).isCompleted();
        Pod driver = scene.world
                .find("pods", Scene.NAMESPACE, run.id().runName() + "-1-driver", Pod.class)
                .orElseThrow();
        assertThat(driver.getSpec().getServiceAccountName()).isEqualTo("etl");
        assertThat(driver.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(record(run).getData().get("spark.properties")).contains("audit/events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"serviceAccount\":\"cluster-admin\"",
                ",\"driver\":{\"pod\":{\"serviceAccount\":\"cluster-admin\"}}",
                ",\"executors\":{\"pod\":{\"serviceAccount\":\"cluster-admin\"}}"
            })
    void the_service_account_is_one_that_the_platform_allows(String choice) {
        assertThat(refusal(platform(), job(choice)))
                .contains("PLATFORM_SERVICE_ACCOUNT", "cluster-admin", "one of etl");
    }

    @Test
    void a_job_that_names_no_service_account_has_one_all_the_same() {
        assertThat(refusal(Platform.open().allowServiceAccounts("etl"), job("")))
                .contains("PLATFORM_SERVICE_ACCOUNT", "default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"pod\":{\"security\":{\"profile\":\"RELAXED\",\"runAsUser\":0}}",
                ",\"pod\":{\"security\":{\"profile\":\"UNSET\"}}",
                ",\"pod\":{\"security\":{\"runAsUser\":4711}}",
                ",\"executors\":{\"pod\":{\"security\":{\"profile\":\"RELAXED\",\"addCapabilities\":[\"SYS_ADMIN\"]}}}",
                ",\"driver\":{\"pod\":{\"security\":{\"profile\":\"RELAXED\"},\"patch\":"
                        + "{\"spec\":{\"hostNetwork\":true}}}}",
                ",\"driver\":{\"pod\":{\"patch\":{\"spec\":{\"securityContext\":{\"runAsUser\":4711}}}}}",
                ",\"executors\":{\"pod\":{\"security\":{\"profile\":\"RELAXED\"},\"volumes\":[{\"name\":\"root\","
                        + "\"mountPath\":\"/mnt/root\",\"source\":{\"type\":\"hostPath\",\"path\":\"/\"}}]}}"
            })
    void what_pods_are_held_to_is_the_platforms_word(String choice) {
        assertThat(refusal(platform(), job(choice))).contains("PLATFORM_SECURITY");
    }

    @Test
    void a_platform_may_hold_pods_to_something_else_than_the_default() {
        SparkRun run = submitted(platform().security(Security.restricted().asUser(1000, 2000)), job(""));

        Pod driver = scene.world
                .find("pods", Scene.NAMESPACE, run.id().runName() + "-1-driver", Pod.class)
                .orElseThrow();
        assertThat(driver.getSpec().getSecurityContext().getRunAsUser()).isEqualTo(1000);
    }

    @Test
    void a_platform_that_leaves_users_to_the_cluster_leaves_them_to_no_job() {
        assertThat(refusal(
                        Platform.open().security(Security.unset()),
                        job(",\"pod\":{\"security\":{\"runAsUser\":4711}}")))
                .contains("PLATFORM_SECURITY");
    }

    @Test
    void without_local_files_nothing_of_this_machine_is_read() {
        Platform platform = platform().allowLocalFiles(machine).noLocalFiles();

        assertThat(refusal(platform, files(token, "")))
                .contains("PLATFORM_LOCAL_FILE", token.toString(), "no local files");
        assertThat(refusal(platform, files(token, ",\"uploadTo\":\"s3a://tenant/up\"")))
                .contains("PLATFORM_LOCAL_FILE");
        assertThat(refusal(
                        platform,
                        job("").replace("\"uri\":\"local:///opt/app.jar\"", "\"localPath\":\"" + token + ".jar\"")))
                .contains("PLATFORM_LOCAL_FILE");
    }

    @Test
    void a_file_below_an_allowed_folder_travels_along() throws IOException {
        Path lookup = Files.writeString(jobs.resolve("libs").resolve("lookup.csv"), "a,b");
        Files.createSymbolicLink(jobs.resolve("current"), jobs.resolve("libs"));
        Platform platform = platform().allowLocalFiles(jobs);

        SparkRun run = submitted(platform, files(lookup, ""));
        SparkRun linked = submitted(platform, files(jobs.resolve("current").resolve("lookup.csv"), ""));
        SparkRun sent = submitted(platform, files(lookup, ",\"uploadTo\":\"s3a://tenant/up\""));

        for (SparkRun each : List.of(run, linked)) {
            assertThat(new String(
                            Base64.getDecoder()
                                    .decode(record(each).getBinaryData().get("lookup.csv")),
                            StandardCharsets.UTF_8))
                    .isEqualTo("a,b");
        }
        assertThat(sent.submitted()).isCompleted();
        assertThat(uploaded).containsExactly(lookup.toRealPath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/serviceaccount/token",
                "/jobs/../serviceaccount/token",
                "/jobs/libs/../../serviceaccount/token",
                "/jobs"
            })
    void a_path_that_leaves_the_folder_is_refused(String path) {
        assertThat(refusal(platform().allowLocalFiles(jobs), files(Path.of(machine + path), "")))
                .containsAnyOf("PLATFORM_LOCAL_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"uploadTo\":\"s3a://tenant/up\""})
    void a_link_that_leaves_the_folder_is_refused_with_the_words_of_one_that_leads_nowhere(String more)
            throws IOException {
        Path link = Files.createSymbolicLink(jobs.resolve("link"), token);
        Path folder = Files.createSymbolicLink(jobs.resolve("folder"), token.getParent());
        Path nowhere = Files.createSymbolicLink(jobs.resolve("nowhere"), machine.resolve("none"));
        Platform platform = platform().allowLocalFiles(jobs);

        String words = "is not there or leads elsewhere (expected: a file below " + jobs;
        assertThat(refusal(platform, files(link, more))).contains(link + " " + words);
        assertThat(refusal(platform, files(folder.resolve("token"), more))).contains("folder/token " + words);
        assertThat(refusal(platform, files(nowhere, more))).contains(nowhere + " " + words);
    }

    @Test
    void folders_of_several_calls_count_together_and_one_that_is_missing_allows_nothing() throws IOException {
        Path lookup = Files.writeString(jobs.resolve("libs").resolve("lookup.csv"), "a,b");
        Platform platform =
                platform().allowLocalFiles(machine.resolve("missing")).allowLocalFiles(jobs);

        assertThat(submitted(platform, files(lookup, "")).submitted()).isCompleted();
        assertThat(platform.toString()).contains("missing", jobs.toString());
    }

    @Test
    void a_preflight_says_the_same() {
        ConnectOptions options = ConnectOptions.ambient().platform(platform().noLocalFiles());

        assertThat(scene.process(scene.connection(), options)
                        .preflight(SparkJob.fromJson(files(token, "")))
                        .join()
                        .findings())
                .extracting(problem -> problem.code())
                .contains("PLATFORM_LOCAL_FILE");
    }
}
