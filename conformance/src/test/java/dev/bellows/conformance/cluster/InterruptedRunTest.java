package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.SdkProcess;
import dev.bellows.conformance.SeenDrivers;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a real Kubernetes whose objects are deleted by hand; no right but those of the rendered Roles. */
@Tag("cluster")
class InterruptedRunTest {
    private static final long PATIENCE_SECONDS = Watching.PATIENCE.toSeconds();
    private static final Retry TWICE = Retry.upTo(2).backoff(Duration.ofMillis(100), Duration.ofMillis(100));

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    private SeenDrivers drivers;

    @BeforeEach
    void look() {
        drivers = new SeenDrivers(namespace.admin(), namespace.name());
    }

    @AfterEach
    void nothing_is_left() {
        drivers.close();
        assertThat(namespace.objects()).isEmpty();
    }

    @Test
    void a_driver_that_is_deleted_by_hand_is_followed_by_one_that_succeeds() {
        SparkRun run = submit("deleted", 10);
        await(run.executorsRunning(1));

        deleteDriver(run.id());

        RunResult result = await(run.result());
        assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(result.earlier())
                .singleElement()
                .satisfies(first -> assertThat(first.failure().kind()).isEqualTo(FailureKind.DRIVER_DELETED));
        assertOneDriverForEachOf(run.id(), 2);
        await(run.forget());
    }

    @Test
    void a_run_whose_record_is_deleted_by_hand_is_cancelled() {
        SparkRun run = submit("called-off", 600);
        await(run.executorsRunning(1));

        namespace
                .admin()
                .configMaps()
                .inNamespace(namespace.name())
                .withName(run.id().runName())
                .delete();

        assertThat(await(run.result()).status()).isEqualTo(RunStatus.CANCELLED);
        assertOneDriverForEachOf(run.id(), 1);
        // What has ended is still to be collected.
        await(namespace.admin().pods().inNamespace(namespace.name()).informOnCondition(List::isEmpty));
        await(namespace
                .admin()
                .configMaps()
                .inNamespace(namespace.name())
                .informOnCondition(maps -> maps.stream()
                        .allMatch(map -> map.getMetadata().getName().equals("kube-root-ca.crt"))));
    }

    @Test
    void two_processes_with_one_run_id_share_a_driver(@TempDir Path folder) throws Exception {
        RunId run = new RunId(namespace.name(), "shared", newKey());
        Path kubeconfig = namespace.kubeconfig(folder, "bellows-submitter");
        try (SdkProcess one = SdkProcess.submit(kubeconfig, run, sleep("shared", 1), 2);
                SdkProcess two = SdkProcess.submit(kubeconfig, run, sleep("shared", 1), 2)) {
            assertThat(await(one.result())).isEqualTo("SUCCEEDED of 1");
            assertThat(await(two.result())).isEqualTo("SUCCEEDED of 1");
        }
        assertOneDriverForEachOf(run, 1);
        await(namespace.spark().attach(run).forget());
    }

    @Test
    void a_driver_that_comes_after_its_attempt_has_ended_never_starts() {
        SparkRun run = submit("late", 1);
        await(run.driverRunning());
        Pod first = driver(run.id());
        deleteDriver(run.id());
        assertThat(await(run.result()).succeeded()).isTrue();

        // As a process does that slept between its decision and its POST.
        namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .resource(asPosted(first))
                .create();

        Event failed = namespace
                .admin()
                .v1()
                .events()
                .inNamespace(namespace.name())
                .withField("involvedObject.name", first.getMetadata().getName())
                .withField("reason", "FailedMount")
                .informOnCondition(events -> !events.isEmpty())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join()
                .get(0);
        // The kubelet tells of whichever of the two volumes it tried first.
        assertThat(failed.getMessage()).contains("references non-existent config key: ");
        assertThat(driver(run.id()).getStatus().getPhase()).isEqualTo("Pending");
        await(run.forget());
    }

    private static SparkRun submit(String name, int seconds) {
        return namespace
                .spark()
                .submit(sleep(name, seconds), RunOptions.key(newKey()).retry(TWICE));
    }

    private static SparkJob sleep(String name, int seconds) {
        return SampleJobs.job(name, SampleJobs.SLEEP, Integer.toString(seconds))
                .serviceAccount("spark")
                .executors(executors -> executors.count(1))
                .build();
    }

    private static String driverName(RunId run, int attempt) {
        return run.runName() + "-" + attempt + "-driver";
    }

    private static Pod driver(RunId run) {
        return namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .withName(driverName(run, 1))
                .get();
    }

    private static void deleteDriver(RunId run) {
        namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .withName(driverName(run, 1))
                .delete();
    }

    private static Pod asPosted(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withUid(null)
                .withResourceVersion(null)
                .endMetadata()
                .editSpec()
                .withNodeName(null)
                .endSpec()
                .withStatus(null)
                .build();
    }

    private void assertOneDriverForEachOf(RunId run, int attempts) {
        assertThat(drivers.of(run.runName()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, attempts)
                        .mapToObj(attempt -> driverName(run, attempt))
                        .toList());
    }
}
