package dev.bellows.compile;

import dev.bellows.job.pod.NodeRule;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.SpreadRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a pod may run: affinity, spread and tolerations. Node selector and scheduler are conf. */
final class Placement {
    private final PodShape shape;
    private final AttemptId attempt;

    private Placement(PodShape shape, AttemptId attempt) {
        this.shape = shape;
        this.attempt = attempt;
    }

    static void apply(PodSpec pod, PodShape shape, AttemptId attempt) {
        new Placement(shape, attempt).apply(pod);
    }

    private void apply(PodSpec pod) {
        if (!shape.nodeRules().isEmpty() || !shape.podRules().isEmpty()) {
            pod.setAffinity(affinity());
        }
        pod.setTolerations(
                shape.tolerations().stream().map(Placement::toleration).toList());
        pod.setTopologySpreadConstraints(
                shape.spreadRules().stream().map(this::spread).toList());
        shape.priorityClass().ifPresent(pod::setPriorityClassName);
        shape.runtimeClass().ifPresent(pod::setRuntimeClassName);
    }

    private Affinity affinity() {
        Affinity affinity = new Affinity();
        if (!shape.nodeRules().isEmpty()) {
            affinity.setNodeAffinity(nodeAffinity());
        }
        if (shape.podRules().stream().anyMatch(rule -> !rule.apart())) {
            affinity.setPodAffinity(new PodAffinity(preferred(false), required(false)));
        }
        if (shape.podRules().stream().anyMatch(PodRule::apart)) {
            affinity.setPodAntiAffinity(new PodAntiAffinity(preferred(true), required(true)));
        }
        return affinity;
    }

    private NodeAffinity nodeAffinity() {
        NodeAffinity affinity = new NodeAffinity();
        List<NodeSelectorRequirement> required = shape.nodeRules().stream()
                .filter(rule -> rule.weight().isEmpty())
                .map(Placement::requirement)
                .toList();
        if (!required.isEmpty()) {
            // One term: all of its expressions must hold.
            NodeSelectorTerm term = new NodeSelectorTerm(required, List.of());
            affinity.setRequiredDuringSchedulingIgnoredDuringExecution(new NodeSelector(List.of(term)));
        }
        affinity.setPreferredDuringSchedulingIgnoredDuringExecution(shape.nodeRules().stream()
                .filter(rule -> rule.weight().isPresent())
                .map(rule -> new PreferredSchedulingTerm(
                        new NodeSelectorTerm(List.of(requirement(rule)), List.of()),
                        rule.weight().orElseThrow()))
                .toList());
        return affinity;
    }

    private static NodeSelectorRequirement requirement(NodeRule rule) {
        return new NodeSelectorRequirement(rule.key(), rule.operator(), rule.values());
    }

    private List<PodAffinityTerm> required(boolean apart) {
        return shape.podRules().stream()
                .filter(rule -> rule.apart() == apart && rule.weight().isEmpty())
                .map(this::term)
                .toList();
    }

    private List<WeightedPodAffinityTerm> preferred(boolean apart) {
        return shape.podRules().stream()
                .filter(rule -> rule.apart() == apart && rule.weight().isPresent())
                .map(rule ->
                        new WeightedPodAffinityTerm(term(rule), rule.weight().orElseThrow()))
                .toList();
    }

    private PodAffinityTerm term(PodRule rule) {
        PodAffinityTerm term = new PodAffinityTerm();
        term.setLabelSelector(new LabelSelector(List.of(), labelsOf(rule)));
        term.setTopologyKey(rule.topologyKey());
        return term;
    }

    private SortedMap<String, String> labelsOf(PodRule rule) {
        return switch (rule.target()) {
            case EXECUTORS -> ofAttempt(SparkLabels.EXECUTOR);
            case DRIVER -> ofAttempt(SparkLabels.DRIVER);
            case LABELLED -> new TreeMap<>(rule.labels());
        };
    }

    private SortedMap<String, String> ofAttempt(String role) {
        return new TreeMap<>(Map.of(
                BellowsLabels.RUN, attempt.run().runName(),
                BellowsLabels.ATTEMPT, Integer.toString(attempt.number()),
                SparkLabels.ROLE, role));
    }

    private TopologySpreadConstraint spread(SpreadRule rule) {
        TopologySpreadConstraint spread = new TopologySpreadConstraint();
        spread.setMaxSkew(rule.maxSkew());
        spread.setTopologyKey(rule.topologyKey());
        spread.setWhenUnsatisfiable(rule.required() ? "DoNotSchedule" : "ScheduleAnyway");
        spread.setLabelSelector(new LabelSelector(List.of(), ofAttempt(SparkLabels.EXECUTOR)));
        return spread;
    }

    static Toleration toleration(dev.bellows.job.pod.Toleration toleration) {
        return new Toleration(
                toleration.effect().orElse(null),
                toleration.key(),
                toleration.value().isPresent() ? "Equal" : "Exists",
                toleration.seconds().map(Integer::longValue).orElse(null),
                toleration.value().orElse(null));
    }
}
