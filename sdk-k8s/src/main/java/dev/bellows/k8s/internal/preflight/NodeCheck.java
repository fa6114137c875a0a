package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.Problem;
import dev.bellows.compile.PodSize;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether some node of a cluster could hold a pod if it were empty. Pure. */
final class NodeCheck {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    private NodeCheck() {}

    /** The problem of a role's pods, if no node is large enough. */
    static Optional<Problem> of(String role, PodSpec pod, PodSize size, List<Node> nodes) {
        Map<String, BigDecimal> asked = asked(size);
        List<Node> open = nodes.stream().filter(node -> takes(node, pod)).toList();
        if (nodes.isEmpty() || open.stream().anyMatch(node -> holds(node, asked))) {
            return Optional.empty();
        }
        String seen = open.isEmpty()
                ? "none of " + nodes.size() + " nodes has the labels that are asked for and no taint against it"
                : "the largest of " + open.size() + " nodes that it may use has " + largest(open, asked);
        return Optional.of(PreflightProblem.PREFLIGHT_NODES.at(role, seen, text(asked)));
    }

    private static Map<String, BigDecimal> asked(PodSize size) {
        Map<String, BigDecimal> asked = new TreeMap<>();
        asked.put("cpu", BigDecimal.valueOf(size.millicores(), 3));
        asked.put("memory", BigDecimal.valueOf(size.memoryMib()).multiply(MEBIBYTE));
        size.devices().forEach((name, count) -> asked.put(name, BigDecimal.valueOf(count)));
        return asked;
    }

    /** A node that has not reported yet may hold anything. */
    private static boolean holds(Node node, Map<String, BigDecimal> asked) {
        return rooms(node).isEmpty()
                || asked.entrySet().stream()
                        .allMatch(want -> room(node, want.getKey()).compareTo(want.getValue()) >= 0);
    }

    private static Map<String, Quantity> rooms(Node node) {
        return node.getStatus() == null || node.getStatus().getAllocatable() == null
                ? Map.of()
                : node.getStatus().getAllocatable();
    }

    private static BigDecimal room(Node node, String resource) {
        @Nullable Quantity room = rooms(node).get(resource);
        return room == null ? BigDecimal.ZERO : room.getNumericalAmount();
    }

    private static String largest(List<Node> nodes, Map<String, BigDecimal> asked) {
        Comparator<Node> byMemory = Comparator.comparing(node -> room(node, "memory"));
        Node node = nodes.stream()
                .max(byMemory.thenComparing(each -> room(each, "cpu")))
                .orElseThrow();
        Map<String, BigDecimal> rooms = new TreeMap<>();
        asked.keySet().forEach(resource -> rooms.put(resource, room(node, resource)));
        return text(rooms);
    }

    private static String text(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(amount -> amount.getKey() + " " + Amounts.text(amount.getKey(), amount.getValue()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing");
    }

    /** Whether labels and taints let the pod there; what is only preferred does not matter. */
    private static boolean takes(Node node, PodSpec pod) {
        Map<String, String> labels = node.getMetadata().getLabels() == null
                ? Map.of()
                : node.getMetadata().getLabels();
        boolean closed =
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        Map<String, String> selector = pod.getNodeSelector() == null ? Map.of() : pod.getNodeSelector();
        return !closed
                && labels.entrySet().containsAll(selector.entrySet())
                && terms(pod)
                        .map(terms -> terms.stream().anyMatch(term -> matches(term, labels)))
                        .orElse(true)
                && (node.getSpec() == null
                        || node.getSpec().getTaints().stream().allMatch(taint -> bears(pod, taint)));
    }

    private static Optional<List<NodeSelectorTerm>> terms(PodSpec pod) {
        return Optional.ofNullable(pod.getAffinity())
                .flatMap(affinity -> Optional.ofNullable(affinity.getNodeAffinity()))
                .flatMap(nodes -> Optional.ofNullable(nodes.getRequiredDuringSchedulingIgnoredDuringExecution()))
                .map(required -> required.getNodeSelectorTerms());
    }

    private static boolean matches(NodeSelectorTerm term, Map<String, String> labels) {
        return term.getMatchExpressions().stream().allMatch(rule -> matches(rule, labels));
    }

    private static boolean matches(NodeSelectorRequirement rule, Map<String, String> labels) {
        @Nullable String value = labels.get(rule.getKey());
        return switch (rule.getOperator()) {
            case "In" -> value != null && rule.getValues().contains(value);
            case "NotIn" -> value == null || !rule.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            // Comparisons of numbers are left to the scheduler: a warning too few is better than a wrong one.
            default -> true;
        };
    }

    private static boolean bears(PodSpec pod, Taint taint) {
        return "PreferNoSchedule".equals(taint.getEffect())
                || pod.getTolerations().stream().anyMatch(toleration -> bears(toleration, taint));
    }

    private static boolean bears(Toleration toleration, Taint taint) {
        boolean effect =
                isEmpty(toleration.getEffect()) || toleration.getEffect().equals(taint.getEffect());
        boolean key = isEmpty(toleration.getKey()) || toleration.getKey().equals(taint.getKey());
        boolean exists = "Exists".equals(toleration.getOperator());
        String wanted = toleration.getValue() == null ? "" : toleration.getValue();
        return effect && key && (exists || wanted.equals(taint.getValue() == null ? "" : taint.getValue()));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
