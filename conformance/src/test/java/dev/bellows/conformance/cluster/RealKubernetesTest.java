package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.SdkProcess;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** The same path on a real Kubernetes: Pod Security "restricted", and no right but those of the rendered Roles. */
@Tag("cluster")
class RealKubernetesTest {
    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @Test
    @Execution(CONCURRENT)
    void the_quickstarts_job_succeeds_and_leaves_nothing() {
        Watching watching = submit(flightDelays().build());

        assertThat(watching.result().orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(watching.told()).anyMatch(event -> event.startsWith("executor 2 running"));
        assertThat(watching.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("RESULT ")
                        .contains("F9")
                        .contains("685")
                        .contains("21.92"));
        forget(watching);
    }

    @Test
    @Execution(CONCURRENT)
    void an_application_that_throws_is_a_result() {
        Watching watching =
                submit(job("throwing", SampleJobs.THROWING, "no data for today").build());

        Failure failure = failureOf(watching);

        assertThat(failure.kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        assertThat(failure.exitCode()).hasValue(1);
        assertThat(failure.evidence()).isNotEmpty();
        assertThat(failure.lastLines()).anyMatch(line -> line.contains("Exception"));
        forget(watching);
    }

    @Test
    @Execution(CONCURRENT)
    void a_driver_over_its_memory_is_named_as_such() {
        Watching watching =
                submit(job("hungry-driver", SampleJobs.HUNGRY_DRIVER, "4096").build());

        Failure failure = failureOf(watching);

        assertThat(failure.kind()).isEqualTo(FailureKind.DRIVER_OOM);
        assertThat(failure.evidence()).contains("container ended: OOMKilled exit code 137");
        assertThat(failure.exitCode()).hasValue(137);
        forget(watching);
    }

    @Test
    @Execution(CONCURRENT)
    void an_image_that_does_not_exist_fails_early() {
        // Where nothing answers, as at that address, a registry is waited for.
        Watching watching = submit(job("no-image", SampleJobs.SLEEP, "1")
                .image("localhost/none:1")
                .conf("spark.kubernetes.container.image.pullPolicy", "Never")
                .build());

        Failure failure = failureOf(watching);

        assertThat(failure.kind()).isEqualTo(FailureKind.IMAGE);
        assertThat(failure.reason()).contains("localhost/none:1");
        assertThat(namespace.admin().pods().inNamespace(namespace.name()).list().getItems())
                .as("a driver that could still start")
                .noneMatch(pod -> pod.getMetadata().getName().startsWith("no-image")
                        && pod.getMetadata().getDeletionTimestamp() == null);
        forget(watching);
    }

    @Test
    @Execution(CONCURRENT)
    void cancel_ends_the_driver_and_its_executors() {
        Watching watching = submit(job("cancelled", SampleJobs.SLEEP, "600").build());
        await(watching.run().executorsRunning(1));

        RunResult result = await(watching.run().cancel());

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(namespace.objects()).noneMatch(object -> object.startsWith("Pod/cancelled"));
        forget(watching);
    }

    @Test
    @Execution(CONCURRENT)
    void a_second_process_adopts_the_run(@TempDir Path folder) throws Exception {
        SparkJob job = flightDelays().name("adopted").build();
        String key = newKey();
        SparkRun first = namespace.spark().submit(job, RunOptions.key(key));
        await(first.submitted());

        Path kubeconfig = namespace.kubeconfig(folder, "bellows-submitter");
        try (SdkProcess second = SdkProcess.submit(kubeconfig, first.id(), job, 1)) {
            await(second.line("submitted before: adopted"));
            assertThat(await(second.result())).isEqualTo("SUCCEEDED of 1");
        }
        assertThat(await(first.result()).status()).isEqualTo(RunStatus.SUCCEEDED);
        await(first.forget());
    }

    @Test
    @Execution(CONCURRENT)
    void a_run_that_has_ended_is_not_run_again() {
        SparkJob job =
                job("throwing-once", SampleJobs.THROWING, "no data for today").build();
        String key = newKey();
        RunResult first =
                await(namespace.spark().submit(job, RunOptions.key(key)).result());

        SparkRun again = namespace.spark().submit(job, RunOptions.key(key));

        assertThat(await(again.result()).failure()).isEqualTo(first.failure());
        await(again.forget());
    }

    @Test
    @Execution(CONCURRENT)
    void rights_that_are_missing_are_a_result() {
        try (SparkKubernetes driver = SparkKubernetes.connect(namespace.options("spark"))) {
            SparkRun run = driver.submit(job("no-rights", SampleJobs.SLEEP, "1").build(), RunOptions.key(newKey()));

            Failure failure = await(run.result()).failure().orElseThrow();

            assertThat(failure.kind()).isEqualTo(FailureKind.FORBIDDEN);
            assertThat(failure.reason()).contains("cannot create resource \"services\"");
            await(run.forget());
            assertThat(namespace.objects()).noneMatch(object -> object.contains("no-rights"));
        }
    }

    private static SparkJobBuilder flightDelays() {
        return job(
                "flight-delays",
                SampleJobs.FLIGHT_DELAYS,
                "/opt/data/nyc-flights-2013.csv.gz",
                "/opt/data/airlines.csv");
    }

    private static SparkJobBuilder job(String name, String mainClass, String... args) {
        return SampleJobs.job(name, mainClass, args).serviceAccount("spark");
    }

    private static Watching submit(SparkJob job) {
        return Watching.of(namespace.spark().submit(job, RunOptions.key(newKey())));
    }

    private static Failure failureOf(Watching watching) {
        RunResult result = watching.result();
        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        return result.failure().orElseThrow();
    }

    private static void forget(Watching watching) {
        String run = watching.run().id().runName();
        await(watching.run().forget());
        assertThat(namespace.objects()).noneMatch(object -> object.contains(run));
    }
}
