package dev.bellows.check;

import dev.bellows.compile.PodSize;
import dev.bellows.compile.ResourceCalculator;
import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import dev.bellows.job.SparkJob;
import java.util.Optional;

/** Checks sizes against each other and against the nodes; only where each size is valid by itself. */
final class NodeChecks {
    private static final long SPARK_MINIMUM_MIB = 450;

    private final SparkJob job;
    private final Findings findings;

    private NodeChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    /** The cores of an executor: its own, all of a node that it is to fill, or the one that Spark gives. */
    static int executorCores(SparkJob job) {
        return job.executors()
                .cores()
                .or(() -> job.executors().node().map(NodeShape::cores))
                .orElse(1);
    }

    static void check(SparkJob job, Findings findings) {
        NodeChecks checks = new NodeChecks(job, findings);
        job.executors().node().ifPresent(checks::checkShape);
        if (!findings.hasErrorsIn("driver.", "executors.", "conf.", "gpu.")) {
            var footprint = ResourceCalculator.of(job).footprint();
            checks.checkLimit("driver", footprint.driver());
            checks.checkLimit("executors", footprint.executor());
            job.executors().node().ifPresent(node -> checks.checkFit(node, footprint.executor()));
        }
    }

    private void checkShape(NodeShape node) {
        int allocatable = node.allocatablePercent().orElse(100);
        int daemonSets = node.daemonSetPercent().orElse(0);
        boolean shares = allocatable >= 1 && allocatable <= 100 && daemonSets >= 0 && node.usablePercent() >= 1;
        Memory memory = node.memory();
        if (node.cores() < 1 || memory.mebibytes().orElse(0) < 1 || !shares) {
            findings.report(
                    ResourceProblem.NODE_SHAPE_INVALID,
                    "executors.node",
                    node.cores() + " cores, " + memory.text() + ", " + node.usablePercent() + " % for executors",
                    "cores >= 1, a memory such as 16g, a share of 1 % or more");
        }
    }

    private void checkLimit(String role, PodSize pod) {
        Optional<String> limit = role.equals("driver")
                ? job.driver().limitCores()
                : job.executors().limitCores();
        limit.filter(l -> new PodSize(l, "", 0, pod.devices(), 0, 0).millicores() < pod.millicores())
                .ifPresent(l -> findings.report(
                        ResourceProblem.CPU_LIMIT_BELOW_REQUEST, role + ".limitCores", l, ">= " + pod.cpu()));
    }

    private void checkFit(NodeShape node, PodSize executor) {
        int cores = job.executors().cores().orElse(node.cores());
        if (cores > node.cores()) {
            tooSmall("executors.cores", Integer.toString(cores), "<= " + node.cores() + " cores of the node");
        } else if (executor.millicores() > node.usableMillicores()) {
            tooSmall("executors.requestCores", executor.cpu(), "<= " + node.usableMillicores() + "m");
        }
        if (executor.memoryMib() > node.usableMebibytes()) {
            tooSmall("executors.memory", executor.memoryMib() + "Mi a pod", "<= " + node.usableMebibytes() + "Mi");
        }
        // The heap was chosen for what the node leaves: too little of it means that the rest took all.
        if (job.executors().memory().isEmpty() && ResourceCalculator.of(job).executorHeapMib() < SPARK_MINIMUM_MIB) {
            tooSmall(
                    "executors.node",
                    "a heap of " + ResourceCalculator.of(job).executorHeapMib() + "Mi",
                    "room for a heap of " + SPARK_MINIMUM_MIB + "Mi");
        }
    }

    private void tooSmall(String field, String seen, String expected) {
        findings.report(ResourceProblem.NODE_TOO_SMALL, field, seen, expected);
    }
}
