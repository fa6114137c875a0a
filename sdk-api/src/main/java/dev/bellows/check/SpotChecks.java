package dev.bellows.check;

import dev.bellows.job.SparkJob;
import dev.bellows.job.Spot;
import java.time.Duration;

/** Checks executors on nodes that may be taken away. */
final class SpotChecks {
    private SpotChecks() {}

    static void check(SparkJob job, Findings findings) {
        job.spot().ifPresent(spot -> check(spot, findings));
    }

    private static void check(Spot spot, Findings findings) {
        boolean byLabel = spot.nodes().isPresent();
        if (byLabel == spot.notice().isEmpty() || (byLabel && spot.platform().isPresent())) {
            findings.report(
                    SpotProblem.SPOT_PLATFORM, "spot", "both, or no notice", "a platform, or nodes and a notice");
            return;
        }
        spot.nodes()
                .filter(nodes -> !KubernetesNames.isNodeLabel(nodes))
                .ifPresent(nodes -> findings.report(
                        SpotProblem.SPOT_NODES, "spot.nodes", nodes.key() + " " + nodes.values(), "a label of nodes"));
        spot.shareLabel()
                .filter(label -> !KubernetesNames.isKey(label))
                .ifPresent(label ->
                        findings.report(SpotProblem.SPOT_NODES, "spot.shareLabel", label, KubernetesNames.KEY_RULE));
        Duration notice = spot.shortestNotice();
        Duration grace = spot.grace().orElse(notice);
        if (grace.toSeconds() < 1 || grace.compareTo(notice) > 0) {
            findings.report(SpotProblem.SPOT_GRACE, "spot.grace", grace.toString(), "PT1S to " + notice);
        }
        if (spot.driverToo().orElse(false)) {
            findings.report(SpotProblem.SPOT_DRIVER, "spot.driverToo", "true", "a driver on demand");
        }
    }
}
