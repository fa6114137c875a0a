package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.failures.FailureSite.good;

import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a real API server refuses. */
final class RefusedFailures {
    private RefusedFailures() {}

    static List<RealFailure> in(TestNamespace namespace) {
        return List.of(
                refused(
                        FailureKind.FORBIDDEN,
                        "the submitter has no right to create Services",
                        site -> asDriver(namespace, site),
                        "cannot create resource \"services\""),
                refused(
                        FailureKind.QUOTA,
                        "the namespace's quota is less than the driver",
                        site -> site.runBeside(quota(), good()),
                        "exceeded quota: team",
                        "requested: limits.memory=984Mi",
                        "limited: limits.memory=512Mi"),
                refused(
                        FailureKind.REJECTED,
                        "Pod Security refuses the driver",
                        site -> site.run(good().pod(pod -> pod.security(Security.relaxed())
                                .volume("logs", "/mnt/logs", VolumeSource.hostPath("/var/log")))),
                        "violates PodSecurity \"restricted:latest\"",
                        "hostPath"),
                refused(
                        FailureKind.REJECTED,
                        "a limit range allows less",
                        site -> site.runBeside(limit(), good()),
                        "maximum memory usage per Container is 512Mi, but limit is 984Mi"),
                refused(
                        FailureKind.REJECTED,
                        "the priority class does not exist",
                        site -> site.run(good().pod(pod -> pod.priorityClass("urgent"))),
                        "no PriorityClass with name urgent was found"),
                refused(
                        FailureKind.REJECTED,
                        "the service account does not exist",
                        site -> site.run(good().serviceAccount("nobody")),
                        "serviceaccount \"nobody\" not found"),
                refused(
                        FailureKind.REJECTED,
                        "a field of the driver pod is invalid",
                        site -> site.run(good().pod(pod -> pod.patch("{\"spec\": {\"dnsPolicy\": \"Sometimes\"}}"))),
                        "spec.dnsPolicy"));
    }

    private static RealFailure refused(
            FailureKind kind, String how, Function<FailureSite, RunResult> script, String... says) {
        return RealFailure.of(kind, how, script).saying(says);
    }

    private static RunResult asDriver(TestNamespace namespace, FailureSite site) {
        try (SparkKubernetes driver = SparkKubernetes.connect(namespace.options("spark"))) {
            return new FailureSite(site.place(), site.namespace(), driver, namespace.kubeconfig("spark"), site.admin())
                    .run(good());
        }
    }

    private static HasMetadata quota() {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("team")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("limits.memory", new Quantity("512Mi")))
                .endSpec()
                .build();
    }

    private static HasMetadata limit() {
        return new LimitRangeBuilder()
                .withNewMetadata()
                .withName("small")
                .endMetadata()
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .withMax(Map.of("memory", new Quantity("512Mi")))
                .endLimit()
                .endSpec()
                .build();
    }
}
