package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.failures.FailureSite.good;

import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.run.FailureKind;
import java.time.Duration;
import java.util.List;

/** What real schedulers and kubelets wait for in vain. */
final class WaitingFailures {
    /** Autoscalers have a minute to promise a node; then it is asked again. */
    private static final Duration AFTER_A_MINUTE = Duration.ofSeconds(100);

    private static final Duration SOON = Duration.ofSeconds(60);

    private WaitingFailures() {}

    static List<RealFailure> all() {
        return List.of(
                RealFailure.of(
                                FailureKind.UNSCHEDULABLE,
                                "no node could hold the driver, were it empty",
                                site -> site.run(good().driver(driver -> driver.memory("500g"))))
                        .within(AFTER_A_MINUTE)
                        .saying("Insufficient memory", "The driver asks for 563200Mi of memory"),
                RealFailure.of(
                                FailureKind.UNSCHEDULABLE,
                                "no node has the label that the driver wants",
                                site -> site.run(good().pod(pod -> pod.nodeSelector("bellows.dev/none", "there"))))
                        .within(AFTER_A_MINUTE)
                        .saying("didn't match Pod's node affinity/selector", "Ask for less, allow more nodes"),
                RealFailure.of(
                                FailureKind.VOLUME,
                                "a volume's claim does not exist",
                                site -> site.run(
                                        good().pod(pod -> pod.volume("data", "/data", VolumeSource.claim("data")))))
                        .within(AFTER_A_MINUTE)
                        .saying("persistentvolumeclaim \"data\" not found"),
                RealFailure.of(
                                FailureKind.IMAGE,
                                "the image does not exist",
                                site -> site.run(good().image("localhost/none:1")))
                        .within(SOON)
                        .saying("localhost/none:1"),
                RealFailure.of(
                                FailureKind.IMAGE,
                                "the image has no valid name",
                                site -> site.run(good().image("localhost/None:1")))
                        .within(SOON)
                        .saying("localhost/None:1"),
                RealFailure.of(
                                FailureKind.CONTAINER_CONFIG,
                                "variables come from a Secret that is missing",
                                site -> site.run(good().pod(pod -> pod.envFrom(EnvFrom.secret("db")))))
                        .within(SOON)
                        .saying("secret \"db\" not found"));
    }
}
