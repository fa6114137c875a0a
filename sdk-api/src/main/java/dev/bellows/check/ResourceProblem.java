package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with how much the pods ask for, and with how many there are. */
enum ResourceProblem implements ProblemCode {
    ALLOCATION_RATIO_INVALID(
            error("executors.dynamic.allocationRatio", "Spark takes a share above 0, up to 1.", "Set 1 or less.")),
    CPU_LIMIT_BELOW_REQUEST(error(
            "*.limitCores",
            "Kubernetes refuses a pod that may use less than it asks for.",
            "Raise the limit or lower the request.")),
    DYNAMIC_BOUNDS(error(
            "executors.dynamic",
            "The bounds must be 0 <= minimum <= initial <= maximum, and the maximum at least 1.",
            "Correct them with executors(e -> e.between(...).initial(...)).")),
    DYNAMIC_BOUNDS_MISSING(error(
            "executors.dynamic",
            "Spark's own upper bound is every executor there could be.",
            "Set both bounds with executors(e -> e.between(minimum, maximum)).")),
    DYNAMIC_TIMEOUT(error(
            "executors.dynamic.*", "Spark counts these times in whole seconds, from 1 on.", "Set one second or more.")),
    EXECUTORS_TWICE(error(
            "executors.count",
            "A number of executors and bounds for it contradict each other.",
            "Use either count(...) or between(...).")),
    FIELD_AND_CONF(error("conf.*", "A typed setting of this job has set it already.", "Set it in one place.")),
    MIN_OVERHEAD_UNKNOWN(error(
            "*.minMemoryOverhead",
            "In Spark 3.5 the least overhead is always 384m.",
            "Set memoryOverhead instead, or use Spark 4.0 or later.")),
    NODE_SHAPE_INVALID(error(
            "executors.node",
            "No node is like that: cores and memory above 0, and shares that leave executors something.",
            "Correct it with executors(e -> e.fitOn(NodeShape.of(cores, memory))).")),
    NODE_TOO_SMALL(error(
            "executors.*",
            "An executor of this size never finds a node: it would stay pending for ever.",
            "Make executors smaller or the nodes larger.")),
    OVERHEAD_FACTOR_IGNORED(warning(
            "*.memoryOverheadFactor", "A size in memoryOverhead wins over the factor.", "Set only one of them.")),
    OVERHEAD_FACTOR_INVALID(
            error("*.memoryOverheadFactor", "The factor is a share of the heap above 0.", "Write 0.1 or 0.4.")),
    PYSPARK_MEMORY_UNUSED(
            warning("executors.pysparkMemory", "Only Python programs have Python processes.", "Remove it."));

    private final ProblemText text;

    ResourceProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
