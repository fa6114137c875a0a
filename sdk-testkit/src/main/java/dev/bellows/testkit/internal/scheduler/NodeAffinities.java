package dev.bellows.testkit.internal.scheduler;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a pod may go to a node with certain labels: by its selector, and by the affinity that it requires. Pure. */
final class NodeAffinities {
    private NodeAffinities() {}

    static boolean allow(PodSpec pod, Map<String, String> labels) {
        Map<String, String> selector = pod.getNodeSelector();
        boolean selected = selector == null || labels.entrySet().containsAll(selector.entrySet());
        return selected && required(pod).map(terms -> anyFits(terms, labels)).orElse(true);
    }

    private static Optional<List<NodeSelectorTerm>> required(PodSpec pod) {
        return Optional.ofNullable(pod.getAffinity())
                .map(affinity -> affinity.getNodeAffinity())
                .map(affinity -> affinity.getRequiredDuringSchedulingIgnoredDuringExecution())
                .map(required -> required.getNodeSelectorTerms());
    }

    private static boolean anyFits(List<NodeSelectorTerm> terms, Map<String, String> labels) {
        return terms.stream()
                .anyMatch(term -> !term.getMatchExpressions().isEmpty()
                        && term.getMatchExpressions().stream().allMatch(wanted -> fits(wanted, labels)));
    }

    private static boolean fits(NodeSelectorRequirement wanted, Map<String, String> labels) {
        String value = labels.get(wanted.getKey());
        return switch (wanted.getOperator()) {
            case "In" -> value != null && wanted.getValues().contains(value);
            case "NotIn" -> value == null || !wanted.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compared(value, wanted.getValues()) > 0;
            case "Lt" -> compared(value, wanted.getValues()) < 0;
            // The API server lets no other one in.
            default -> false;
        };
    }

    /** Which of two whole numbers is larger; neither, if one is none. */
    private static int compared(@Nullable String value, List<String> wanted) {
        try {
            return value == null || wanted.size() != 1
                    ? 0
                    : Long.compare(Long.parseLong(value), Long.parseLong(wanted.get(0)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
