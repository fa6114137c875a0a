package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;

/** The NetworkPolicy by which executors take connections from pods of their own application only. */
final class ExecutorNetworkPolicy {
    private ExecutorNetworkPolicy() {}

    static NetworkPolicy of(SparkJob job, AttemptId attempt) {
        PolicyParts parts = new PolicyParts(job, attempt);
        NetworkPolicyIngressRule ingress = new NetworkPolicyIngressRule();
        ingress.setFrom(List.of(PolicyParts.peer(parts.application())));
        NetworkPolicySpec spec = new NetworkPolicySpec();
        spec.setPodSelector(parts.role(SparkLabels.EXECUTOR));
        spec.setIngress(List.of(ingress));
        return parts.policy("policy", spec);
    }
}
