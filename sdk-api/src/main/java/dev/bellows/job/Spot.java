package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Executors on nodes that may be taken away at short notice. The driver stays on other nodes; executors hand their data on when they are
 * told to go. All of it is conf and placement that shows in the compiled job, and conf of the job wins.
 *
 * @param platform who offers the nodes; default: whichever of the known ones the cluster has
 * @param nodes the label of the nodes of another platform
 * @param notice the notice that the other platform gives
 * @param grace the time that an executor gets to end; default: the notice
 * @param shareLabel a label over whose values executors are spread evenly, spot and on-demand nodes alike; default: spot nodes only
 * @param driverToo whether the driver may run on such nodes; default: no
 */
public record Spot(
        Optional<SpotPlatform> platform,
        Optional<NodeLabel> nodes,
        Optional<Duration> notice,
        Optional<Duration> grace,
        Optional<String> shareLabel,
        Optional<Boolean> driverToo) {
    /** Spot nodes of whichever platform the cluster has. */
    public static Spot anywhere() {
        return new Spot(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Spot nodes of a platform. */
    public static Spot on(SpotPlatform platform) {
        Spot any = anywhere();
        return new Spot(Optional.of(platform), any.nodes, any.notice, any.grace, any.shareLabel, any.driverToo);
    }

    /** Nodes with a label, which may be tainted by the same key; they go so long after a notice. */
    public static Spot onNodes(String label, String value, Duration notice) {
        Spot any = anywhere();
        Optional<NodeLabel> nodes = Optional.of(new NodeLabel(label, List.of(value)));
        return new Spot(any.platform, nodes, Optional.of(notice), any.grace, any.shareLabel, any.driverToo);
    }

    /** Gives executors so long to end; within the notice. */
    public Spot grace(Duration time) {
        return new Spot(platform, nodes, notice, Optional.of(time), shareLabel, driverToo);
    }

    /**
     * Keeps a share of the executors on demand: spreads them evenly over the values of a node label, as far as nodes allow. With four
     * values on pools of spot nodes and one on a pool on demand, a fifth is on demand.
     */
    public Spot onDemandShareBy(String label) {
        return new Spot(platform, nodes, notice, grace, Optional.of(label), driverToo);
    }

    /** Lets the driver run on such nodes too: the job ends when its node goes. */
    public Spot withDriver() {
        return new Spot(platform, nodes, notice, grace, shareLabel, Optional.of(true));
    }

    /** The labels of spot nodes; a node has one of them. */
    @JsonIgnore
    public List<NodeLabel> labels() {
        return nodes.map(List::of)
                .orElseGet(() -> platforms().stream().map(SpotPlatform::nodes).toList());
    }

    /** The keys of the taints of spot nodes. */
    @JsonIgnore
    public List<String> taints() {
        return nodes.map(label -> List.of(label.key()))
                .orElseGet(() -> platforms().stream()
                        .flatMap(each -> each.taint().stream())
                        .toList());
    }

    /** The shortest notice that there may be. */
    @JsonIgnore
    public Duration shortestNotice() {
        return notice.orElseGet(() -> platforms().stream()
                .map(SpotPlatform::notice)
                .min(Comparator.naturalOrder())
                .orElseThrow());
    }

    private List<SpotPlatform> platforms() {
        return platform.map(List::of).orElseGet(() -> Arrays.asList(SpotPlatform.values()));
    }
}
