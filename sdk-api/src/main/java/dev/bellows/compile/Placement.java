package dev.bellows.compile;

import dev.bellows.job.pod.NodeRule;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.SpreadRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTermBuilder;
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
        AffinityBuilder affinity = new AffinityBuilder();
        if (!shape.nodeRules().isEmpty()) {
            affinity.withNodeAffinity(nodeAffinity());
        }
        if (shape.podRules().stream().anyMatch(rule -> !rule.apart())) {
            affinity.withNewPodAffinity()
                    .withRequiredDuringSchedulingIgnoredDuringExecution(required(false))
                    .withPreferredDuringSchedulingIgnoredDuringExecution(preferred(false))
                    .endPodAffinity();
        }
        if (shape.podRules().stream().anyMatch(PodRule::apart)) {
            affinity.withNewPodAntiAffinity()
                    .withRequiredDuringSchedulingIgnoredDuringExecution(required(true))
                    .withPreferredDuringSchedulingIgnoredDuringExecution(preferred(true))
                    .endPodAntiAffinity();
        }
        return affinity.build();
    }

    private NodeAffinity nodeAffinity() {
        NodeAffinityBuilder affinity = new NodeAffinityBuilder();
        List<NodeSelectorRequirement> required = shape.nodeRules().stream()
                .filter(rule -> rule.weight().isEmpty())
                .map(Placement::requirement)
                .toList();
        if (!required.isEmpty()) {
            // One term: all of its expressions must hold.
            affinity.withNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .addNewNodeSelectorTerm()
                    .withMatchExpressions(required)
                    .endNodeSelectorTerm()
                    .endRequiredDuringSchedulingIgnoredDuringExecution();
        }
        shape.nodeRules().stream()
                .filter(rule -> rule.weight().isPresent())
                .forEach(rule -> affinity.addToPreferredDuringSchedulingIgnoredDuringExecution(
                        new PreferredSchedulingTermBuilder()
                                .withWeight(rule.weight().orElseThrow())
                                .withNewPreference()
                                .withMatchExpressions(requirement(rule))
                                .endPreference()
                                .build()));
        return affinity.build();
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
                .map(rule -> new WeightedPodAffinityTermBuilder()
                        .withWeight(rule.weight().orElseThrow())
                        .withPodAffinityTerm(term(rule))
                        .build())
                .toList();
    }

    private PodAffinityTerm term(PodRule rule) {
        return new PodAffinityTermBuilder()
                .withNewLabelSelector()
                .withMatchLabels(labelsOf(rule))
                .endLabelSelector()
                .withTopologyKey(rule.topologyKey())
                .build();
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
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(rule.maxSkew())
                .withTopologyKey(rule.topologyKey())
                .withWhenUnsatisfiable(rule.required() ? "DoNotSchedule" : "ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(ofAttempt(SparkLabels.EXECUTOR))
                .endLabelSelector()
                .build();
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
