package dev.bellows.k8s.internal.supervise;

import dev.bellows.job.Memory;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what the next attempt is to have otherwise. Pure. */
final class Remedies {
    private final Supervision state;
    private final Failure failure;
    private final Remedy allowed;
    private final JobSizes sizes;

    private Remedies(Supervision state, Failure failure, Remedy allowed, JobSizes sizes) {
        this.state = state;
        this.failure = failure;
        this.allowed = allowed;
        this.sizes = sizes;
    }

    /**
     * The changes after a failure; none if nothing is to be changed.
     *
     * @return empty if the failure calls for a change that is allowed no further: another attempt would fail alike
     */
    static Optional<List<Change>> after(Supervision state, Failure failure) {
        Optional<JobSizes> sizes = state.record().flatMap(RecordFacts::sizes);
        Optional<Remedy> allowed = state.options().retry().remedy();
        return allowed.isEmpty() || sizes.isEmpty()
                ? Optional.of(List.of())
                : new Remedies(state, failure, allowed.get(), sizes.get()).changes();
    }

    private Optional<List<Change>> changes() {
        List<Change> changes = new ArrayList<>();
        onDemand().ifPresent(changes::add);
        if (allowed.mends(failure.kind())) {
            Optional<Change> mended = mended();
            if (mended.isEmpty() && isExhaustible()) {
                return Optional.empty();
            }
            mended.ifPresent(changes::add);
        }
        return Optional.of(changes);
    }

    private Optional<Change> mended() {
        return switch (failure.kind()) {
            case DRIVER_OOM -> memory("driver", sizes.driver(), allowed.driverMemory(), isKilled());
            case EXECUTOR_OOM ->
                memory(
                        "executors",
                        sizes.executor(),
                        allowed.executorMemory(),
                        failure.executors().stream().anyMatch(Advice::wasKilled));
            case SHUFFLE -> partitions();
            case IMAGE, VOLUME -> otherNode();
            default -> Optional.empty();
        };
    }

    private boolean isExhaustible() {
        return switch (failure.kind()) {
            case DRIVER_OOM, EXECUTOR_OOM, SHUFFLE -> true;
            default -> false;
        };
    }

    private boolean isKilled() {
        return state.driver().filter(Advice::wasKilled).isPresent();
    }

    private static Optional<Change> memory(String role, JobSizes.Role size, Optional<Memory> ceiling, boolean killed) {
        long most = ceiling.flatMap(
                        memory -> memory.mebibytes().stream().boxed().findFirst())
                .orElse(0L);
        long step = killed ? size.overheadStep(most) : size.heapStep(most);
        if (step == 0) {
            return Optional.empty();
        }
        long from = killed ? size.overhead() : size.heap();
        String why = killed
                ? "it was killed at its limit of " + size.limit() + "Mi"
                : "its heap of " + size.heap() + "Mi was exhausted";
        return Optional.of(
                new Change(role + (killed ? ".memoryOverhead" : ".memory"), mib(from), mib(from + step), why));
    }

    private Optional<Change> partitions() {
        int now = sizes.shufflePartitions();
        int next = Math.min(allowed.shufflePartitions().orElseThrow(), Math.multiplyExact(now, 2));
        return next > now
                ? Optional.of(new Change(
                        "conf.spark.sql.shuffle.partitions",
                        Integer.toString(now),
                        Integer.toString(next),
                        "a shuffle was too much for its partitions"))
                : Optional.empty();
    }

    private Optional<Change> onDemand() {
        int reclaims = reclaims(failure)
                + state.record().orElseThrow().ended().stream()
                        .map(AttemptResult::failure)
                        .mapToInt(Remedies::reclaims)
                        .sum();
        return sizes.spot()
                        && allowed.onDemandAfter().isPresent()
                        && reclaims >= allowed.onDemandAfter().getAsInt()
                ? Optional.of(new Change("spot", "spot nodes", "nodes on demand", reclaims + " pods were taken away"))
                : Optional.empty();
    }

    private static int reclaims(Failure failure) {
        int executors = failure.deaths().entrySet().stream()
                .filter(death -> death.getKey().isReclaim())
                .mapToInt(death -> death.getValue())
                .sum();
        boolean driver = failure.kind() == FailureKind.EVICTED
                || failure.kind() == FailureKind.PREEMPTED
                || failure.kind() == FailureKind.NODE_LOST;
        return executors + (driver ? 1 : 0);
    }

    private Optional<Change> otherNode() {
        return state.driver()
                .map(PodFacts::node)
                .filter(node -> !node.isEmpty())
                .map(node -> new Change("driver.pod.nodeRules", node, "any other node", failure.reason()));
    }

    private static String mib(long amount) {
        return amount + "Mi";
    }
}
