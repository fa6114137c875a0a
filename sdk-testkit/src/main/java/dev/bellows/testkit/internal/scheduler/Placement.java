package dev.bellows.testkit.internal.scheduler;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a pod goes.
 *
 * @param node the node; empty if there is none
 * @param message why there is none, in the words of Kubernetes' scheduler
 */
record Placement(Optional<String> node, String message) {
    private static final String OTHER_NODE = "node(s) didn't match Pod's node affinity/selector";

    /** Chooses the first node with room; each reason that keeps the pod away counts the nodes that it holds for. */
    static Placement of(PodSpec pod, List<NodeRoom> nodes) {
        Amounts requested = Amounts.requestedBy(pod);
        Map<String, Integer> reasons = new TreeMap<>();
        for (NodeRoom node : nodes) {
            List<String> against = reasonsAgainst(node, pod, requested);
            if (against.isEmpty()) {
                return new Placement(Optional.of(node.name()), "");
            }
            against.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        }
        return new Placement(Optional.empty(), message(nodes.size(), reasons));
    }

    private static List<String> reasonsAgainst(NodeRoom node, PodSpec pod, Amounts requested) {
        Optional<Taint> taint = Taints.against(pod, node.taints());
        if (taint.isPresent()) {
            return List.of("node(s) had untolerated taint {" + taint.get().getKey() + ": "
                    + Objects.requireNonNullElse(taint.get().getValue(), "") + "}");
        }
        if (!NodeAffinities.allow(pod, node.labels())) {
            return List.of(OTHER_NODE);
        }
        List<String> reasons = new ArrayList<>();
        requested.byResource().forEach((resource, amount) -> {
            boolean wanted = amount.signum() > 0;
            if (wanted && node.free().get(resource).compareTo(amount) < 0) {
                reasons.add(resource.equals(Amounts.PODS) ? "Too many pods" : "Insufficient " + resource);
            }
        });
        return reasons;
    }

    private static String message(int nodes, Map<String, Integer> reasons) {
        if (nodes == 0) {
            return "no nodes available to schedule pods";
        }
        String list = reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
        return "0/" + nodes + " nodes are available: " + list + ".";
    }
}
