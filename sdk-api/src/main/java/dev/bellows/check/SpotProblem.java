package dev.bellows.check;

import static dev.bellows.check.ProblemText.advice;
import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with executors on nodes that may be taken away. */
enum SpotProblem implements ProblemCode {
    SPOT_DRIVER(
            warning("spot.driverToo", "The job ends when the node of its driver goes.", "Leave the driver on demand.")),
    SPOT_GRACE(error(
            "spot.grace",
            "Whatever outlasts the notice is cut off when the node goes.",
            "Set at least one second and at most the notice.")),
    SPOT_NODES(error("spot.*", "No node can have this label.", "Write a label and the value that nodes have.")),
    SPOT_PLATFORM(error(
            "spot",
            "A platform and nodes by label contradict each other; nodes by label need a notice.",
            "Use either Spot.on(...) or Spot.onNodes(...).")),
    SPOT_POD_GRACE(error(
            "*.terminationGrace*",
            "The time that executors get to end wins over that of spot(...), and whatever outlasts the notice is cut off.",
            "Remove it, or set at least one second and at most the notice.")),
    SPOT_SHUFFLE(advice(
            "shuffle",
            "Executors hand shuffle data to each other within the notice; what they do not finish is computed again.",
            "Use Shuffle.migrated(\"s3a://bucket/folder/\"), Shuffle.reusedVolumes(...) or Shuffle.celeborn(...)."));

    private final ProblemText text;

    SpotProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
