package dev.bellows.compile;

import dev.bellows.job.NodeLabel;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.Spot;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Puts pods on the nodes that spot capacity, GPUs and a node's shuffle service ask for; adds to what a pod asks for already. */
final class NodePlacement {
    private NodePlacement() {}

    /** The labels that the conf wants of a role's nodes. */
    static SortedMap<String, String> nodeSelector(SortedMap<String, String> conf, String role) {
        ConfView view = new ConfView(conf);
        SortedMap<String, String> selector = view.under("spark.kubernetes.node.selector.");
        selector.putAll(view.under("spark.kubernetes." + role + ".node.selector."));
        return selector;
    }

    static void ofDriver(SparkJob job, Pod pod) {
        PodSpec spec = pod.getSpec();
        job.spot().ifPresent(spot -> {
            if (spot.driverToo().orElse(false)) {
                tolerate(spec, spot.taints());
            } else {
                placeOn(spec, List.of(allOf("NotIn", spot.labels())));
            }
        });
        job.gpu()
                .filter(gpu -> gpu.driverAmount().orElse(0) > 0)
                .ifPresent(gpu -> tolerate(spec, List.of(gpu.vendor() + "/gpu")));
    }

    static void ofExecutor(SparkJob job, AttemptId attempt, Pod pod) {
        PodSpec spec = pod.getSpec();
        job.spot().ifPresent(spot -> placeOnSpot(spot, attempt, spec));
        job.gpu().ifPresent(gpu -> {
            tolerate(spec, List.of(gpu.vendor() + "/gpu"));
            gpu.nodes().ifPresent(nodes -> placeOn(spec, List.of(allOf("In", List.of(nodes)))));
        });
        if (job.shuffle().orElse(null) instanceof ServiceShuffle) {
            spec.setHostNetwork(true);
            spec.setDnsPolicy("ClusterFirstWithHostNet");
        }
    }

    private static void placeOnSpot(Spot spot, AttemptId attempt, PodSpec pod) {
        tolerate(pod, spot.taints());
        spot.shareLabel()
                .ifPresentOrElse(
                        label -> spreadOver(label, attempt, pod),
                        () -> placeOn(
                                pod,
                                spot.labels().stream()
                                        .map(label -> allOf("In", List.of(label)))
                                        .toList()));
    }

    private static void spreadOver(String label, AttemptId attempt, PodSpec pod) {
        List<TopologySpreadConstraint> spreads = new ArrayList<>(pod.getTopologySpreadConstraints());
        spreads.add(new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(label)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .addToMatchLabels(SparkLabels.APP_ID, attempt.appId())
                .addToMatchLabels(SparkLabels.ROLE, SparkLabels.EXECUTOR)
                .endLabelSelector()
                .build());
        pod.setTopologySpreadConstraints(spreads);
    }

    private static void tolerate(PodSpec pod, List<String> taints) {
        List<Toleration> tolerations = new ArrayList<>(pod.getTolerations());
        for (String taint : taints) {
            tolerations.add(new Toleration("NoSchedule", taint, "Exists", null, null));
        }
        pod.setTolerations(tolerations);
    }

    private static List<NodeSelectorRequirement> allOf(String operator, List<NodeLabel> labels) {
        return labels.stream()
                .map(label -> new NodeSelectorRequirement(label.key(), operator, label.values()))
                .toList();
    }

    /** Each term that the pod has already, combined with each alternative: terms are alternatives to each other. */
    private static void placeOn(PodSpec pod, List<List<NodeSelectorRequirement>> alternatives) {
        if (pod.getAffinity() == null) {
            pod.setAffinity(new Affinity());
        }
        if (pod.getAffinity().getNodeAffinity() == null) {
            pod.getAffinity().setNodeAffinity(new NodeAffinity());
        }
        NodeAffinity nodes = pod.getAffinity().getNodeAffinity();
        List<NodeSelectorTerm> terms = new ArrayList<>();
        for (NodeSelectorTerm term : termsOf(nodes)) {
            for (List<NodeSelectorRequirement> alternative : alternatives) {
                List<NodeSelectorRequirement> all = new ArrayList<>(term.getMatchExpressions());
                all.addAll(alternative);
                terms.add(new NodeSelectorTerm(all, term.getMatchFields()));
            }
        }
        nodes.setRequiredDuringSchedulingIgnoredDuringExecution(new NodeSelector(terms));
    }

    private static List<NodeSelectorTerm> termsOf(NodeAffinity nodes) {
        NodeSelector required = nodes.getRequiredDuringSchedulingIgnoredDuringExecution();
        return required == null || required.getNodeSelectorTerms().isEmpty()
                ? List.of(new NodeSelectorTerm())
                : required.getNodeSelectorTerms();
    }
}
