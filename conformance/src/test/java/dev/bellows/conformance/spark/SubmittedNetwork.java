package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.job.preset.NetworkRules;
import java.util.Map;

/** NetworkPolicies that somebody writes by hand beside the one that newer lines of Spark make for executors. */
final class SubmittedNetwork {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SubmittedNetwork() {}

    static ObjectNode ofExecutors(AttemptId attempt) {
        ObjectNode policy = policy(attempt, "policy");
        ObjectNode spec = policy.putObject("spec");
        own(spec.putObject("podSelector"), attempt).put("spark-role", "executor");
        ObjectNode peer = spec.putArray("ingress").addObject().putArray("from").addObject();
        own(peer.putObject("podSelector"), attempt);
        return policy;
    }

    static ObjectNode ofDriver(NetworkRules rules, AttemptId attempt) {
        ObjectNode policy = policy(attempt, "driver-policy");
        ObjectNode spec = policy.putObject("spec");
        own(spec.putObject("podSelector"), attempt).put("spark-role", "driver");
        ArrayNode ingress = spec.putArray("ingress");
        ObjectNode fromPods = ingress.addObject();
        own(fromPods.putArray("from").addObject().putObject("podSelector"), attempt);
        addPort(fromPods, "TCP", 7078);
        addPort(fromPods, "TCP", 7079);
        if (!rules.uiFrom().isEmpty()) {
            ObjectNode toUi = ingress.addObject();
            ObjectNode selector = toUi.putArray("from").addObject().putObject("podSelector");
            ObjectNode labels = selector.putObject("matchLabels");
            for (Map.Entry<String, String> label : rules.uiFrom().entrySet()) {
                labels.put(label.getKey(), label.getValue());
            }
            addPort(toUi, "TCP", 4040);
        }
        if (!rules.connectFrom().isEmpty()) {
            ObjectNode toServer = ingress.addObject();
            ObjectNode peer = toServer.putArray("from").addObject().putObject("podSelector");
            peer.set("matchLabels", JSON.valueToTree(rules.connectFrom()));
            addPort(toServer, "TCP", 15002);
        }
        spec.putArray("policyTypes").add("Ingress");
        return policy;
    }

    static ObjectNode ofEgress(NetworkRules rules, AttemptId attempt) {
        ObjectNode policy = policy(attempt, "egress-policy");
        ObjectNode spec = policy.putObject("spec");
        own(spec.putObject("podSelector"), attempt);
        spec.putArray("policyTypes").add("Egress");
        ArrayNode egress = spec.putArray("egress");
        own(egress.addObject().putArray("to").addObject().putObject("podSelector"), attempt);
        ObjectNode names = egress.addObject();
        addPort(names, "UDP", 53);
        addPort(names, "TCP", 53);
        ObjectNode secure = egress.addObject();
        addPort(secure, "TCP", 443);
        addPort(secure, "TCP", 6443);
        rules.egressTo()
                .forEach(range -> egress.addObject()
                        .putArray("to")
                        .addObject()
                        .putObject("ipBlock")
                        .put("cidr", range));
        return policy;
    }

    private static ObjectNode policy(AttemptId attempt, String suffix) {
        ObjectNode policy = JSON.createObjectNode()
                .put("apiVersion", "networking.k8s.io/v1")
                .put("kind", "NetworkPolicy");
        policy.putObject("metadata")
                .put("name", attempt.prefix() + "-" + suffix)
                .putObject("labels")
                .put("spark-app-selector", attempt.appId());
        return policy;
    }

    private static ObjectNode own(ObjectNode selector, AttemptId attempt) {
        return selector.putObject("matchLabels").put("spark-app-selector", attempt.appId());
    }

    private static void addPort(ObjectNode rule, String protocol, int port) {
        rule.withArray("ports").addObject().put("protocol", protocol).put("port", port);
    }
}
