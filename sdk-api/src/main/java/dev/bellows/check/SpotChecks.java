package dev.bellows.check;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.Spot;
import dev.bellows.job.TrackedShuffle;
import java.time.Duration;
import java.util.Optional;

/** Checks executors on nodes that may be taken away. */
final class SpotChecks {
    private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";

    private SpotChecks() {}

    static void check(SparkJob job, Findings findings) {
        job.spot().ifPresent(spot -> {
            check(spot, findings);
            if (!findings.hasErrorsIn("spot")) {
                checkPods(job, spot.shortestNotice(), findings);
            }
            if (job.shuffle().orElse(null) instanceof TrackedShuffle
                    || job.shuffle().isEmpty()) {
                findings.report(
                        SpotProblem.SPOT_SHUFFLE, "shuffle", "data on spot nodes", "a place that outlasts them");
            }
        });
    }

    private static void checkPods(SparkJob job, Duration notice, Findings findings) {
        Optional<Integer> typed = job.executorShape().terminationGraceSeconds();
        if (typed.isPresent()) {
            checkGrace("executors.pod.terminationGraceSeconds", typed.get() + "s", notice, findings);
        } else if (job.conf().containsKey(GRACE) && job.sparkVersion().atLeast(SparkVersion.V4_1)) {
            checkGrace("conf." + GRACE, job.conf().getOrDefault(GRACE, ""), notice, findings);
        }
    }

    private static void checkGrace(String field, String grace, Duration notice, Findings findings) {
        try {
            double seconds = Amounts.time(grace.strip(), "s");
            if (seconds < 1 || seconds > notice.toSeconds()) {
                findings.report(SpotProblem.SPOT_POD_GRACE, field, grace, "1s to " + notice.toSeconds() + "s");
            }
        } catch (NumberFormatException e) {
            // The key's own check says so.
            return;
        }
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
