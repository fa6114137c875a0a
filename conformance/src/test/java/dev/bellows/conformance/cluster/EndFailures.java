package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static dev.bellows.conformance.failures.FailureSite.endless;
import static dev.bellows.conformance.failures.FailureSite.job;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.run.FailureKind;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.List;

/** What a kernel and a kubelet do to pods that run. */
final class EndFailures {
    private EndFailures() {}

    static List<RealFailure> all() {
        return List.of(
                RealFailure.of(
                                FailureKind.DRIVER_OOM,
                                "the driver's container is killed at its limit",
                                site -> site.run(job(SampleJobs.HUNGRY_DRIVER, "4096")))
                        .saying("driver limit 984Mi", "driver(d -> d.memoryOverhead(mib(640)))"),
                RealFailure.of(
                                FailureKind.EXECUTOR_OOM,
                                "an executor is killed at its limit, twice for the same task",
                                site -> site.run(
                                        job(SampleJobs.HUNGRY_EXECUTORS, "4096").conf("spark.task.maxFailures", "2")))
                        .saying("executor limit 984Mi, killed at it ", "memoryOverhead(mib(640))"),
                RealFailure.of(
                                FailureKind.DRIVER_KILLED,
                                "somebody kills the driver's process",
                                site -> site.disturb(endless(), EndFailures::kill))
                        .saying("signal 9"),
                RealFailure.of(
                                FailureKind.APPLICATION_ERROR,
                                "the program exits with 3, beside a sidecar that runs on",
                                site -> site.run(job(SampleJobs.EXITING, "3")
                                        .driver(driver -> driver.pod(pod -> pod.sidecar(PodContainer.named("shipper")
                                                .image("localhost/spark:4.1.1")
                                                .command("sleep", "600"))))))
                        .saying("exit code 3"));
    }

    private static void kill(PodResource pod) {
        try (ExecWatch kill = pod.redirectingOutput().exec("sh", "-c", "kill -9 -1")) {
            await(kill.exitCode());
        }
    }
}
