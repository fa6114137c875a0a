package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with numbers and sizes. */
enum SizeProblem implements ProblemCode {
    CORES_NOT_POSITIVE(error("*.cores", "Spark needs at least one core a process.", "Set one core or more.")),
    CPU_INVALID(error("*Cores", "The CPU request or limit is no quantity above zero.", "Write 500m, 2 or 1.5.")),
    EXECUTORS_NOT_POSITIVE(
            error("executors.count", "A job without executors does nothing.", "Set one executor or more.")),
    MEMORY_INVALID(error("*.*", "The size is no positive whole number with a unit.", "Write 512m or 2g.")),
    MEMORY_TOO_LARGE(error("*.*", "The size is beyond what Spark can count.", "Set 1024t or less.")),
    MEMORY_TOO_SMALL(error(
            "*.memory", "Spark keeps 300m of the heap and does not start with less than 450m.", "Set 450m or more.")),
    MEMORY_UNIT(error(
            "*.*",
            "A size without a unit means bytes to some readers and mebibytes to others.",
            "Add the unit: 512m or 2g."));

    private final ProblemText text;

    SizeProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
