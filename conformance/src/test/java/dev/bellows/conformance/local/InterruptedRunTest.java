package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.SdkProcess;
import dev.bellows.conformance.SeenDrivers;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Spark on a cluster of its own process, while drivers, connections and processes of the SDK are taken away. */
@Tag("spark")
class InterruptedRunTest {
    private static final Retry TWICE = Retry.upTo(2).backoff(Duration.ofMillis(100), Duration.ofMillis(100));

    private static LocalClusterProcess cluster;

    @TempDir
    Path folder;

    private SeenDrivers drivers;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalClusterProcess.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void look() {
        drivers = new SeenDrivers(cluster.client(), "default");
    }

    @AfterEach
    void nothing_is_left() {
        drivers.close();
        assertThat(cluster.objects()).isEmpty();
        assertThat(cluster.pods()).isEmpty();
    }

    @Test
    void a_driver_that_is_killed_is_followed_by_one_that_succeeds() throws Exception {
        try (SparkKubernetes spark = SparkKubernetes.connect(options())) {
            SparkRun run = spark.submit(
                    sleep("killed", end()), RunOptions.key(newKey()).retry(TWICE));
            await(run.executorsRunning(1));

            cluster.drivers().forEach(ProcessHandle::destroyForcibly);
            Files.createFile(Path.of(end()));
            RunResult result = await(run.result());

            assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(result.earlier())
                    .singleElement()
                    .satisfies(first -> assertThat(first.failure().kind()).isEqualTo(FailureKind.DRIVER_KILLED));
            assertOneDriverForEachOf(run.id(), 2);
            await(run.forget());
        }
    }

    @Test
    void a_run_that_ends_while_the_cluster_cannot_be_reached_has_its_result() throws Exception {
        String token = cluster.client().getConfiguration().getAutoOAuthToken();
        try (CuttableLine line =
                        new CuttableLine(cluster.client().getMasterUrl().toURI());
                SparkKubernetes spark = SparkKubernetes.connect(
                        ConnectOptions.ambient().url(line.url()).token(token))) {
            SparkRun run = spark.submit(
                    sleep("cut-off", end()), RunOptions.key(newKey()).retry(TWICE));
            await(run.executorsRunning(1));

            line.cut();
            Files.createFile(Path.of(end()));
            await(cluster.client()
                    .pods()
                    .withLabel("spark-role", "driver")
                    .informOnCondition(pods -> pods.stream()
                            .allMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase()))));
            assertThat(run.result()).isNotDone();
            line.mend();

            RunResult result = await(run.result());
            assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertOneDriverForEachOf(run.id(), 1);
            await(run.forget());
        }
    }

    @Test
    void a_run_whose_process_was_killed_is_found_from_another() throws Exception {
        RunId run = new RunId("default", "left-behind", newKey());
        try (SdkProcess first = SdkProcess.submit(kubeconfig(folder), run, sleep("left-behind", "5"), 2)) {
            await(first.line("executor 1 running"));
            first.kill();
        }
        try (SdkProcess second = SdkProcess.attach(kubeconfig(folder), run)) {
            assertThat(await(second.result())).isEqualTo("SUCCEEDED of 1");
        }
        assertOneDriverForEachOf(run, 1);
        forget(run);
    }

    @Test
    void two_processes_with_one_run_id_share_a_driver() throws Exception {
        RunId run = new RunId("default", "shared", newKey());
        SparkJob job = sleep("shared", "1");
        try (SdkProcess one = SdkProcess.submit(kubeconfig(folder), run, job, 2);
                SdkProcess two = SdkProcess.submit(kubeconfig(folder), run, job, 2)) {
            assertThat(await(one.result())).isEqualTo("SUCCEEDED of 1");
            assertThat(await(two.result())).isEqualTo("SUCCEEDED of 1");
        }
        assertOneDriverForEachOf(run, 1);
        forget(run);
    }

    private void assertOneDriverForEachOf(RunId run, int attempts) {
        List<String> expected = IntStream.rangeClosed(1, attempts)
                .mapToObj(attempt -> run.runName() + "-" + attempt + "-driver")
                .toList();
        assertThat(drivers.of(run.runName())).isEqualTo(expected);
    }

    private static void forget(RunId run) throws Exception {
        try (SparkKubernetes spark = SparkKubernetes.connect(options())) {
            await(spark.attach(run).forget());
        }
    }

    /** The file that ends a job: nothing that is to happen before comes too late. */
    private String end() {
        return folder.resolve("end").toString();
    }

    private static SparkJob sleep(String name, String until) {
        return SampleJobs.job(name, SampleJobs.SLEEP, until)
                .executors(executors -> executors.count(1))
                .build();
    }

    private static ConnectOptions options() throws Exception {
        return ConnectOptions.ambient().kubeconfig(Files.readString(cluster.kubeconfig()));
    }

    private static Path kubeconfig(Path folder) throws Exception {
        return Files.writeString(folder.resolve("kubeconfig"), Files.readString(cluster.kubeconfig()));
    }
}
