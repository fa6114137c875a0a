package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static dev.bellows.conformance.failures.FailureSite.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.util.List;

/** A file for which a job's only task waits: the job ends when a test lets it appear, however slow the machine is. */
record AwaitedFile(TestNamespace namespace, String path) {
    static AwaitedFile in(TestNamespace namespace) {
        return new AwaitedFile(namespace, "/tmp/enough");
    }

    /** A job that waits for it. */
    SparkJobBuilder awaitedBy(String name) {
        return job(SampleJobs.SLEEP, path).name(name);
    }

    /** Lets it appear where the task of an attempt runs. */
    void appearFor(SparkRun run, int attempt) {
        List<Pod> executors = await(namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .withLabel("bellows.dev/run", run.id().runName())
                .withLabel("bellows.dev/attempt", Integer.toString(attempt))
                .withLabel("spark-role", "executor")
                .informOnCondition(pods ->
                        pods.stream().anyMatch(pod -> pod.getStatus().getPhase().equals("Running"))));
        try (ExecWatch touch = namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .resource(executors.get(0))
                .redirectingOutput()
                .exec("touch", path)) {
            assertThat(await(touch.exitCode())).isZero();
        }
    }
}
