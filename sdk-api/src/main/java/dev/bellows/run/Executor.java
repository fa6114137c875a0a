package dev.bellows.run;

import java.time.Instant;
import java.util.Optional;

/**
 * An executor at one moment. Immutable; {@code toString} is a line for people.
 *
 * @param id Spark's executor id
 * @param pod the name of its pod
 * @param node its node; empty if it has none yet
 * @param spot whether its pod asks for nodes that may be taken away at short notice
 * @param state where it is in its life
 * @param note what it waits for, or how it ended; empty if there is nothing to say
 * @param cores how many tasks of one core it takes at once; 0 if its pod does not say
 * @param memoryMib the memory that its pod requests, in mebibytes; 0 if it does not say
 * @param created when its pod was created, in the API server's time
 * @param seen when this was read, in the API server's time, to the second
 * @param work what the driver says about it; empty if it does not know it, or does not tell
 * @param kept why it is still there
 */
public record Executor(
        int id,
        String pod,
        String node,
        boolean spot,
        ExecutorState state,
        String note,
        int cores,
        long memoryMib,
        Instant created,
        Instant seen,
        Optional<Work> work,
        Kept kept) {
    /** Whether it holds shuffle data that running work needs. */
    public boolean holdsLiveShuffle() {
        return work.filter(Work::holdsLiveShuffle).isPresent();
    }

    @Override
    public String toString() {
        return "executor " + id + (node.isEmpty() ? "" : " on " + node + (spot ? " (spot)" : "")) + ": " + state
                + (note.isEmpty() ? "" : ", " + note) + "; " + kept;
    }

    /**
     * What the driver says about an executor.
     *
     * @param activeTasks the tasks that it runs
     * @param completedTasks the tasks that it has completed
     * @param failedTasks the tasks that failed on it
     * @param cachedBlocks the blocks of cached data that it holds
     * @param holdsLiveShuffle whether it wrote shuffle data that running work needs, be it empty
     * @param liveShuffleBytes how many bytes that is; data written twice counts twice
     * @param writtenShuffleBytes all that it has ever written, in bytes
     * @param idleSince since when it has been seen without tasks, in this process's time; it may have been idle for longer
     */
    public record Work(
            int activeTasks,
            long completedTasks,
            long failedTasks,
            int cachedBlocks,
            boolean holdsLiveShuffle,
            long liveShuffleBytes,
            long writtenShuffleBytes,
            Optional<Instant> idleSince) {}

    /**
     * Why an executor is still there.
     *
     * @param reason in a word
     * @param why in a sentence, with its numbers
     * @param until when Spark lets it go at the latest, if nothing happens until then; empty if no time is set
     */
    public record Kept(KeepReason reason, String why, Optional<Instant> until) {
        @Override
        public String toString() {
            return why + until.map(time -> " (until " + time + ")").orElse("");
        }
    }
}
