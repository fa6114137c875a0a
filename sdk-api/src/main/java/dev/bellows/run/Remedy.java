package dev.bellows.run;

import dev.bellows.job.Memory;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What another attempt may change about its job, as data. Nothing is changed that is not allowed here. Immutable; each method allows
 * something more.
 *
 * @param driverMemory the most memory that the driver pod may get after it ran out of it
 * @param executorMemory the most memory that each executor pod may get after executors ran out of it
 * @param shufflePartitions the most partitions that a shuffle may get, {@code spark.sql.shuffle.partitions}, after one was too much
 * @param onDemandAfter how many pods may be taken away before a job on spot nodes leaves them
 * @param otherNode whether a driver avoids the nodes on which its image or volumes made trouble
 */
public record Remedy(
        Optional<Memory> driverMemory,
        Optional<Memory> executorMemory,
        OptionalInt shufflePartitions,
        OptionalInt onDemandAfter,
        boolean otherNode) {
    /** Checks the number of reclaims. */
    public Remedy {
        if (onDemandAfter.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "remedy.onDemandAfter: " + onDemandAfter.getAsInt() + " (expected: >= 1)");
        }
    }

    /** Nothing is changed. */
    public static Remedy none() {
        return new Remedy(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), false);
    }

    /** After {@link FailureKind#DRIVER_OOM}: a quarter more for the driver pod each time, at least 256 MiB, up to a ceiling. */
    public Remedy driverMemory(Memory ceiling) {
        return new Remedy(Optional.of(ceiling), executorMemory, shufflePartitions, onDemandAfter, otherNode);
    }

    /** After {@link FailureKind#EXECUTOR_OOM}: a quarter more for each executor pod each time, at least 256 MiB, up to a ceiling. */
    public Remedy executorMemory(Memory ceiling) {
        return new Remedy(driverMemory, Optional.of(ceiling), shufflePartitions, onDemandAfter, otherNode);
    }

    /** After {@link FailureKind#SHUFFLE}: twice the partitions each time, up to a ceiling. */
    public Remedy shufflePartitions(int ceiling) {
        return new Remedy(driverMemory, executorMemory, OptionalInt.of(ceiling), onDemandAfter, otherNode);
    }

    /** Once so many drivers and executors were evicted, preempted or lost with their nodes, in all attempts: no spot nodes any more. */
    public Remedy onDemandAfter(int reclaims) {
        return new Remedy(driverMemory, executorMemory, shufflePartitions, OptionalInt.of(reclaims), otherNode);
    }

    /** After {@link FailureKind#IMAGE} or {@link FailureKind#VOLUME}: a driver on another node. */
    public Remedy onOtherNode() {
        return new Remedy(driverMemory, executorMemory, shufflePartitions, onDemandAfter, true);
    }

    /** Whether a kind of failure is one that it may mend. */
    public boolean mends(FailureKind kind) {
        return switch (kind) {
            case DRIVER_OOM -> driverMemory.isPresent();
            case EXECUTOR_OOM -> executorMemory.isPresent();
            case SHUFFLE -> shufflePartitions.isPresent();
            case EVICTED, PREEMPTED, NODE_LOST -> onDemandAfter.isPresent();
            case IMAGE, VOLUME -> otherNode;
            default -> false;
        };
    }
}
