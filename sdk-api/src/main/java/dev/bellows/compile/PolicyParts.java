package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Map;
import java.util.TreeMap;

/** What the NetworkPolicies of an attempt are put together from. */
final class PolicyParts {
    private final SparkJob job;
    private final AttemptId attempt;

    PolicyParts(SparkJob job, AttemptId attempt) {
        this.job = job;
        this.attempt = attempt;
    }

    NetworkPolicy policy(String suffix, NetworkPolicySpec spec) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(attempt.prefix() + "-" + suffix);
        metadata.setNamespace(attempt.run().namespace());
        metadata.setLabels(ObjectLabels.ofService(job, attempt));
        NetworkPolicy policy = new NetworkPolicy();
        policy.setMetadata(metadata);
        policy.setSpec(spec);
        return policy;
    }

    /** The labels that all pods of the application have. */
    Map<String, String> application() {
        Map<String, String> labels = new TreeMap<>();
        labels.put(SparkLabels.APP_ID, attempt.appId());
        return labels;
    }

    /** The application's pods of one role. */
    LabelSelector role(String role) {
        Map<String, String> labels = application();
        labels.put(SparkLabels.ROLE, role);
        return pods(labels);
    }

    static LabelSelector pods(Map<String, String> labels) {
        LabelSelector selector = new LabelSelector();
        selector.setMatchLabels(labels);
        return selector;
    }

    static NetworkPolicyPeer peer(Map<String, String> labels) {
        NetworkPolicyPeer peer = new NetworkPolicyPeer();
        peer.setPodSelector(pods(labels));
        return peer;
    }

    static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPort(null, new IntOrString(number), protocol);
    }
}
