package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;

/** Drivers that end while another container of their pod runs on, as the agents do that clusters put into pods. */
@Tag("cluster")
class SidecarOnKubernetesTest {
    private static final String SPARK = "spark-kubernetes-driver";
    private static final String SIDECAR = "agent";

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @Test
    @Execution(CONCURRENT)
    void an_attempt_whose_driver_is_killed_is_followed_by_another_while_its_sidecar_runs_on() {
        SparkRun run = submit("killed");
        PodResource first = driver(run, 1);
        await(run.executorsRunning(1));

        try (ExecWatch kill = first.inContainer(SPARK).redirectingOutput().exec("sh", "-c", "kill -9 -1")) {
            await(kill.exitCode());
        }
        AwaitedFile.in(namespace).appearFor(run, 2);

        assertSucceededAfter(FailureKind.DRIVER_KILLED, run);
        Pod kept = first.get();
        assertThat(container(kept, SPARK).getState().getTerminated().getExitCode())
                .isEqualTo(137);
        assertThat(container(kept, SIDECAR).getState().getRunning())
                .as("the sidecar of the first driver, after the run's end")
                .isNotNull();
        assertThat(kept.getStatus().getPhase()).isEqualTo("Running");
        forget(run);
    }

    /** A kubelet tells nothing of a pod's containers until the last of them has ended: the sidecar's time is waited for. */
    @Test
    @Execution(CONCURRENT)
    void an_attempt_whose_driver_is_evicted_is_followed_by_another_when_its_sidecar_has_had_its_time() {
        SparkRun run = submit("evicted");
        PodResource first = driver(run, 1);
        await(run.executorsRunning(1));

        assertThat(first.evict()).isTrue();
        AwaitedFile.in(namespace).appearFor(run, 2);

        assertSucceededAfter(FailureKind.EVICTED, run);
        forget(run);
    }

    /** The sidecar hears of no signal but SIGKILL, which comes five seconds after its pod is to end. */
    private static SparkRun submit(String name) {
        SparkJob job = AwaitedFile.in(namespace)
                .awaitedBy(name)
                .driver(driver -> driver.pod(pod -> pod.patch("""
                        {"spec": {"terminationGracePeriodSeconds": 5, "containers": [{
                          "name": "agent", "image": "localhost/spark:4.1.1", "command": ["sleep", "3600"],
                          "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}]}}""")))
                .build();
        RunOptions options = RunOptions.key(SampleJobs.newKey()).retry(Retry.upTo(2));
        assertThat(options.retention()).isEqualTo(Retention.DEFAULT);
        return namespace.spark().submit(job, options);
    }

    private static PodResource driver(SparkRun run, int attempt) {
        return namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .withName(run.id().runName() + "-" + attempt + "-driver");
    }

    private static ContainerStatus container(Pod pod, String name) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSucceededAfter(FailureKind first, SparkRun run) {
        RunResult result = await(run.result());
        assertThat(result.succeeded()).as(result.report()).isTrue();
        assertThat(result.earlier())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure().kind()).isEqualTo(first));
    }

    private static void forget(SparkRun run) {
        await(run.forget());
        assertThat(namespace.objects())
                .noneMatch(object -> object.contains(run.id().runName()));
    }
}
