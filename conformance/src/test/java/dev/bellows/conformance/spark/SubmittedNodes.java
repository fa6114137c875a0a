package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.job.Gpu;
import dev.bellows.job.NodeLabel;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What somebody writes into a template so that pods go to spot nodes, to GPUs and to a node's shuffle service, or stay away. */
final class SubmittedNodes {
    private final ObjectNode spec;

    private SubmittedNodes(ObjectNode spec) {
        this.spec = spec;
    }

    static void addToDriver(ObjectNode spec, SparkJob job) {
        SubmittedNodes nodes = new SubmittedNodes(spec);
        if (job.spot().isPresent() && job.spot().get().driverToo().orElse(false)) {
            nodes.tolerateSpot(job.spot().get());
        } else if (job.spot().isPresent()) {
            nodes.requireAll("NotIn", labels(job.spot().get()));
        }
        job.gpu().filter(gpu -> gpu.driverAmount().isPresent()).ifPresent(nodes::tolerate);
    }

    static void addToExecutors(ObjectNode spec, SparkJob job, AttemptId attempt) {
        SubmittedNodes nodes = new SubmittedNodes(spec);
        job.spot().ifPresent(spot -> nodes.addSpot(spot, attempt));
        job.gpu().ifPresent(gpu -> {
            nodes.tolerate(gpu);
            gpu.nodes().ifPresent(label -> nodes.requireAll("In", List.of(label)));
        });
        if (job.shuffle().orElse(null) instanceof ServiceShuffle) {
            spec.put("hostNetwork", true).put("dnsPolicy", "ClusterFirstWithHostNet");
        }
    }

    private void addSpot(Spot spot, AttemptId attempt) {
        tolerateSpot(spot);
        if (spot.shareLabel().isPresent()) {
            ObjectNode spread = spec.withArray("topologySpreadConstraints")
                    .addObject()
                    .put("maxSkew", 1)
                    .put("topologyKey", spot.shareLabel().get())
                    .put("whenUnsatisfiable", "ScheduleAnyway");
            spread.withObject("/labelSelector/matchLabels")
                    .put("spark-app-selector", attempt.appId())
                    .put("spark-role", "executor");
        } else {
            requireOne(labels(spot));
        }
    }

    private void tolerateSpot(Spot spot) {
        Stream<String> keys = spot.nodes()
                .map(label -> Stream.of(label.key()))
                // Only these two taint their spot nodes.
                .orElseGet(() -> platforms(spot)
                        .filter(platform -> platform == SpotPlatform.GKE || platform == SpotPlatform.AKS)
                        .map(platform -> label(platform).key()));
        keys.forEach(this::tolerate);
    }

    private void tolerate(Gpu gpu) {
        tolerate(gpu.vendor() + "/gpu");
    }

    private void tolerate(String key) {
        spec.withArray("tolerations")
                .addObject()
                .put("key", key)
                .put("operator", "Exists")
                .put("effect", "NoSchedule");
    }

    private void requireAll(String operator, List<NodeLabel> labels) {
        terms().forEach(term -> labels.forEach(label -> add((ObjectNode) term, operator, label)));
    }

    /** Terms are alternatives: each one that there is, once for each label. */
    private void requireOne(List<NodeLabel> labels) {
        ArrayNode terms = terms();
        List<ObjectNode> all = new ArrayList<>();
        terms.forEach(term -> labels.forEach(label -> all.add(add(term.deepCopy(), "In", label))));
        terms.removeAll().addAll(all);
    }

    private ArrayNode terms() {
        ArrayNode terms = spec.withObject("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution")
                .withArray("nodeSelectorTerms");
        if (terms.isEmpty()) {
            terms.addObject();
        }
        return terms;
    }

    private static ObjectNode add(ObjectNode term, String operator, NodeLabel label) {
        ArrayNode values = term.withArray("matchExpressions")
                .addObject()
                .put("key", label.key())
                .put("operator", operator)
                .putArray("values");
        label.values().forEach(values::add);
        return term;
    }

    private static List<NodeLabel> labels(Spot spot) {
        return spot.nodes()
                .map(List::of)
                .orElseGet(() -> platforms(spot).map(SubmittedNodes::label).toList());
    }

    private static Stream<SpotPlatform> platforms(Spot spot) {
        return spot.platform().map(Stream::of).orElseGet(() -> Stream.of(SpotPlatform.values()));
    }

    private static NodeLabel label(SpotPlatform platform) {
        return switch (platform) {
            case GKE -> new NodeLabel("cloud.google.com/gke-spot", List.of("true"));
            case EKS -> new NodeLabel("eks.amazonaws.com/capacityType", List.of("SPOT"));
            case KARPENTER -> new NodeLabel("karpenter.sh/capacity-type", List.of("spot"));
            case AKS -> new NodeLabel("kubernetes.azure.com/scalesetpriority", List.of("spot"));
        };
    }
}
