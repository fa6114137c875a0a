package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with the placement of pods. */
enum PlacementProblem implements ProblemCode {
    AFFINITY_DEADLOCK(error(
            "driver.pod.podRules",
            "The driver would wait for executors that only it can create.",
            "Use preferred(weight), or let the executors run near the driver.")),
    NODE_LABEL_INVALID(error("driver.pod.nodeSelector", "Nodes have no such label or value.", "Correct key or value.")),
    NODE_RULE_INVALID(error(
            "driver.pod.nodeRules*",
            "Operator and values do not fit together.",
            "Give In and NotIn values, Exists and DoesNotExist none, Gt and Lt a number.")),
    POD_RULE_LABELS(error(
            "driver.pod.podRules*",
            "Only pods that are not of the job are named by labels.",
            "Correct target or labels.")),
    SPREAD_SKEW(error("driver.pod.spreadRules*", "Kubernetes takes no skew below 1.", "Correct the skew.")),
    TOLERATION_INVALID(error(
            "driver.pod.tolerations*",
            "Nodes have no such taint.",
            "Use a taint's key, value and effect; seconds go with NoExecute only.")),
    TOPOLOGY_KEY_INVALID(error(
            "driver.pod.podRules*",
            "Nodes have no such label.",
            "Use a label of nodes, such as topology.kubernetes.io/zone.")),
    WEIGHT_RANGE(error("driver.pod.podRules*", "Kubernetes takes weights from 1 to 100.", "Correct the weight."));

    private final ProblemText text;

    PlacementProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
