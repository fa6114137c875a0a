package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.failures.FailureSite.good;
import static dev.bellows.conformance.failures.FailureSite.options;

import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import java.util.List;

/** What real schedulers and kubelets wait for in vain. */
final class WaitingFailures {
    private WaitingFailures() {}

    static List<RealFailure> all() {
        return List.of(
                RealFailure.of(
                                FailureKind.UNSCHEDULABLE,
                                "no node could hold the driver, were it empty",
                                site -> unscheduled(site, good().driver(driver -> driver.memory("500g"))))
                        .saying("Insufficient memory", "The driver asks for 563200Mi of memory"),
                RealFailure.of(
                                FailureKind.UNSCHEDULABLE,
                                "no node has the label that the driver wants",
                                site -> unscheduled(
                                        site, good().pod(pod -> pod.nodeSelector("bellows.dev/none", "there"))))
                        .saying("didn't match Pod's node affinity/selector", "Ask for less, allow more nodes"),
                RealFailure.of(
                                FailureKind.VOLUME,
                                "a volume's claim does not exist",
                                site -> unscheduled(
                                        site,
                                        good().pod(pod -> pod.volume("data", "/data", VolumeSource.claim("data")))))
                        .saying("persistentvolumeclaim \"data\" not found"),
                RealFailure.of(
                                FailureKind.IMAGE,
                                "the image is on no node, and none is pulled",
                                site -> site.run(good().image("localhost/none:1")
                                        .conf("spark.kubernetes.container.image.pullPolicy", "Never")))
                        .saying("localhost/none:1"),
                RealFailure.of(
                                FailureKind.IMAGE,
                                "the image has no valid name",
                                site -> site.run(good().image("localhost/None:1")))
                        .saying("localhost/None:1"),
                RealFailure.of(
                                FailureKind.CONTAINER_CONFIG,
                                "variables come from a Secret that is missing",
                                site -> site.run(good().pod(pod -> pod.envFrom(EnvFrom.secret("db")))))
                        .saying("secret \"db\" not found"));
    }

    /** Autoscalers have a minute to promise a node; then it is asked again. */
    private static RunResult unscheduled(FailureSite site, SparkJobBuilder job) {
        return site.outwait(
                job,
                options(),
                run -> FailureSite.until(run, event -> event.contains("nodes are available: ")),
                FailureSite.A_MINUTE);
    }
}
