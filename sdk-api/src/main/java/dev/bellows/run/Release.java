package dev.bellows.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which executors are to be let go. Whatever it says, an executor that runs tasks stays, and so does one that holds shuffle data which
 * running work needs, unless the data has where to go; nor is one released that Spark would replace. Immutable; each method returns a
 * changed request.
 *
 * @param executors their ids; empty for all that are idle
 * @param idleFor how long they must have been seen without tasks
 * @param keepAtLeast how many must stay, whatever Spark's own minimum
 * @param unusedShuffle how long nothing may have needed the shuffle data that they hold; empty if they must never have written any
 */
public record Release(List<Integer> executors, Duration idleFor, int keepAtLeast, Optional<Duration> unusedShuffle) {
    /** A driver tells up to a tenth of this late. */
    private static final Duration LEAST_IDLE = Duration.ofSeconds(1);

    /** Checks the times and the number, and copies the list. */
    public Release {
        executors = List.copyOf(executors);
        if (idleFor.compareTo(LEAST_IDLE) < 0) {
            throw new IllegalArgumentException("idleFor: " + idleFor + " (expected: >= " + LEAST_IDLE + ")");
        }
        if (keepAtLeast < 0) {
            throw new IllegalArgumentException("keepAtLeast: " + keepAtLeast + " (expected: >= 0)");
        }
        unusedShuffle.filter(Duration::isNegative).ifPresent(time -> {
            throw new IllegalArgumentException("unusedShuffle: " + time + " (expected: >= PT0S)");
        });
    }

    /** These executors, once they have been seen idle for a second; one must stay. An id that does not exist is told, not an error. */
    public static Release executors(int... ids) {
        return new Release(IntStream.of(ids).boxed().toList(), LEAST_IDLE, 1, Optional.empty());
    }

    /** All executors that have been seen without tasks for so long, at least a second; one must stay. */
    public static Release idle(Duration time) {
        return new Release(List.of(), time, 1, Optional.empty());
    }

    /** So many executors must stay. */
    public Release keepAtLeast(int number) {
        return new Release(executors, idleFor, number, unusedShuffle);
    }

    /**
     * Also executors that hold shuffle data, if nothing that runs has been seen to need it for so long. Should a later job use it after
     * all, Spark computes it again.
     */
    public Release unusedShuffle(Duration time) {
        return new Release(executors, idleFor, keepAtLeast, Optional.of(time));
    }

    /** Whether an executor is meant. */
    public boolean means(int executor) {
        return executors.isEmpty() || executors.contains(executor);
    }
}
