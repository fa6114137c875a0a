package dev.bellows.compile;

import dev.bellows.job.NodeLabel;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.Spot;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts pods on the nodes that spot capacity, GPUs and a node's shuffle service ask for; adds to what a pod asks for already. */
final class NodePlacement {
    private NodePlacement() {}

    static Pod ofDriver(SparkJob job, Pod pod) {
        Pod placed = pod;
        if (job.spot().isPresent()) {
            Spot spot = job.spot().get();
            placed = spot.driverToo().orElse(false)
                    ? tolerating(placed, spot.taints())
                    : on(placed, List.of(allOf("NotIn", spot.labels())));
        }
        boolean gpu = job.gpu().flatMap(each -> each.driverAmount()).orElse(0) > 0;
        return gpu ? tolerating(placed, List.of(job.gpu().get().vendor() + "/gpu")) : placed;
    }

    static Pod ofExecutor(SparkJob job, AttemptId attempt, Pod pod) {
        Pod placed = pod;
        if (job.spot().isPresent()) {
            placed = onSpot(job.spot().get(), attempt, placed);
        }
        if (job.gpu().isPresent()) {
            placed = tolerating(placed, List.of(job.gpu().get().vendor() + "/gpu"));
            Optional<NodeLabel> nodes = job.gpu().get().nodes();
            placed = nodes.isPresent() ? on(placed, List.of(allOf("In", List.of(nodes.get())))) : placed;
        }
        return job.shuffle().orElse(null) instanceof ServiceShuffle ? onHostNetwork(placed) : placed;
    }

    private static Pod onSpot(Spot spot, AttemptId attempt, Pod pod) {
        Pod tolerant = tolerating(pod, spot.taints());
        return spot.shareLabel().isPresent()
                ? spreadOver(spot.shareLabel().get(), attempt, tolerant)
                : on(
                        tolerant,
                        spot.labels().stream()
                                .map(label -> allOf("In", List.of(label)))
                                .toList());
    }

    private static Pod spreadOver(String label, AttemptId attempt, Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .addToTopologySpreadConstraints(new TopologySpreadConstraintBuilder()
                        .withMaxSkew(1)
                        .withTopologyKey(label)
                        .withWhenUnsatisfiable("ScheduleAnyway")
                        .withNewLabelSelector()
                        .withMatchLabels(
                                Map.of(SparkLabels.APP_ID, attempt.appId(), SparkLabels.ROLE, SparkLabels.EXECUTOR))
                        .endLabelSelector()
                        .build())
                .endSpec()
                .build();
    }

    private static Pod onHostNetwork(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .withHostNetwork(true)
                .withDnsPolicy("ClusterFirstWithHostNet")
                .endSpec()
                .build();
    }

    private static Pod tolerating(Pod pod, List<String> taints) {
        PodBuilder tolerant = new PodBuilder(pod);
        for (String taint : taints) {
            tolerant.editSpec()
                    .addToTolerations(new TolerationBuilder()
                            .withKey(taint)
                            .withOperator("Exists")
                            .withEffect("NoSchedule")
                            .build())
                    .endSpec();
        }
        return tolerant.build();
    }

    private static List<NodeSelectorRequirement> allOf(String operator, List<NodeLabel> labels) {
        return labels.stream()
                .map(label -> new NodeSelectorRequirement(label.key(), operator, label.values()))
                .toList();
    }

    /** Each term that the pod has already, combined with each alternative: terms are alternatives to each other. */
    private static Pod on(Pod pod, List<List<NodeSelectorRequirement>> alternatives) {
        List<NodeSelectorTerm> terms = new ArrayList<>();
        for (NodeSelectorTerm term : termsOf(pod)) {
            for (List<NodeSelectorRequirement> alternative : alternatives) {
                List<NodeSelectorRequirement> all = new ArrayList<>(term.getMatchExpressions());
                all.addAll(alternative);
                terms.add(new NodeSelectorTerm(all, term.getMatchFields()));
            }
        }
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewNodeAffinity()
                .withRequiredDuringSchedulingIgnoredDuringExecution(new NodeSelector(terms))
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    private static List<NodeSelectorTerm> termsOf(Pod pod) {
        NodeSelector required = Optional.ofNullable(pod.getSpec().getAffinity())
                .map(affinity -> affinity.getNodeAffinity())
                .map(nodes -> nodes.getRequiredDuringSchedulingIgnoredDuringExecution())
                .orElse(null);
        return required == null || required.getNodeSelectorTerms().isEmpty()
                ? List.of(new NodeSelectorTerm())
                : required.getNodeSelectorTerms();
    }
}
