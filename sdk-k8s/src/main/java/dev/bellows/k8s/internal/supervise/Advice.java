package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.FailureKind;
import java.util.List;
import java.util.Optional;

/** Says what to do about a failure, with the job's own numbers where they help. Pure. */
final class Advice {
    private Advice() {}

    static String on(FailureKind kind, Supervision state, PodFacts pod, List<String> lines) {
        return state.record()
                .flatMap(RecordFacts::sizes)
                .flatMap(sizes -> withNumbers(kind, sizes, state, pod))
                .orElseGet(kind::advice);
    }

    private static Optional<String> withNumbers(FailureKind kind, JobSizes sizes, Supervision state, PodFacts pod) {
        return switch (kind) {
            case DRIVER_OOM ->
                Optional.of(
                        wasKilled(pod)
                                ? overhead(
                                        "driver",
                                        "killed at it",
                                        sizes.driver(),
                                        "driver(d -> d.memoryOverhead(mib(%d)))")
                                : heap("driver", sizes.driver(), "driver(d -> d.memory(mib(%d)))"));
            case EXECUTOR_OOM -> Optional.of(executors(sizes.executor(), state.failedExecutors()));
            case SHUFFLE ->
                Optional.of("A shuffle has " + sizes.shufflePartitions()
                        + " partitions: try twice as many: conf(\"spark.sql.shuffle.partitions\", \""
                        + 2L * sizes.shufflePartitions() + "\"), or give the executors more disk.");
            case UNSCHEDULABLE ->
                pod.message().contains("Insufficient memory")
                        ? Optional.of("The driver asks for " + sizes.driver().limit() + "Mi of memory: "
                                + lowered(kind.advice()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String executors(JobSizes.Role size, List<ExecutorEnd> ends) {
        long killed = ends.stream().filter(Advice::wasKilled).count();
        return killed > 0
                ? overhead(
                        "executor",
                        "killed at it " + (killed == 1 ? "once" : killed + " times"),
                        size,
                        "executors(e -> e.memoryOverhead(mib(%d)))")
                : heap("executor", size, "executors(e -> e.memory(mib(%d)))");
    }

    private static String overhead(String role, String what, JobSizes.Role size, String call) {
        long next = size.overhead() + size.step();
        return role + " limit " + size.limit() + "Mi, " + what + ": raise memoryOverhead from " + size.overhead()
                + "Mi to at least " + next + "Mi: " + call.formatted(next);
    }

    private static String heap(String role, JobSizes.Role size, String call) {
        long next = size.heap() + size.step();
        return role + " heap " + size.heap() + "Mi, exhausted: raise memory to at least " + next + "Mi: "
                + call.formatted(next);
    }

    /** Whether the driver was killed at its limit; otherwise its heap was full before. */
    static boolean wasKilled(PodFacts pod) {
        return pod.container().ended().equals("OOMKilled");
    }

    /** Whether an executor was killed at its limit. */
    static boolean wasKilled(ExecutorEnd end) {
        return end.reason().equals("OOMKilled");
    }

    private static String lowered(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
