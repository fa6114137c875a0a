package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Map;

/** The NetworkPolicy by which executors take connections from pods of their own application only. */
final class ExecutorNetworkPolicy {
    private ExecutorNetworkPolicy() {}

    static NetworkPolicy of(SparkJob job, AttemptId attempt) {
        Map<String, String> application = Map.of(SparkLabels.APP_ID, attempt.appId());
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(attempt.prefix() + "-policy")
                .withNamespace(attempt.run().namespace())
                .withLabels(ObjectLabels.ofService(job, attempt))
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels(application)
                .addToMatchLabels(SparkLabels.ROLE, SparkLabels.EXECUTOR)
                .endPodSelector()
                .addNewIngress()
                .addNewFrom()
                .withNewPodSelector()
                .withMatchLabels(application)
                .endPodSelector()
                .endFrom()
                .endIngress()
                .endSpec()
                .build();
    }
}
