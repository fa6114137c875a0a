package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.control.ControlState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a driver said in one reading.
 *
 * @param conf when executors go
 * @param executors the executors that it knows, by id
 * @param jobs its jobs
 * @param stages its stages, each try of them
 * @param queryJobs the jobs of queries that run, whether or not one of them runs just now
 * @param shares what executors have done in the stages whose shuffle data running work needs
 * @param target how many executors it wants
 * @param needed how many its tasks could use
 * @param control what its listener told, if it has one that answered
 */
record DriverReport(
        AllocationFacts conf,
        Map<Integer, Line> executors,
        List<Job> jobs,
        List<Stage> stages,
        Set<Integer> queryJobs,
        Map<StageTry, Map<Integer, Share>> shares,
        OptionalInt target,
        OptionalInt needed,
        Optional<ControlState> control) {
    /** Copies nothing: it was made for this reading alone. */
    DriverReport withShares(Map<StageTry, Map<Integer, Share>> known) {
        return new DriverReport(conf, executors, jobs, stages, queryJobs, known, target, needed, control);
    }

    /** The listener knows better than anybody how many are wanted. */
    DriverReport with(ControlState told) {
        OptionalInt wanted = told.target().isPresent() ? told.target() : target;
        return new DriverReport(conf, executors, jobs, stages, queryJobs, shares, wanted, needed, Optional.of(told));
    }

    /**
     * An executor as the driver knows it.
     *
     * @param totalTasks all tasks that it was ever given
     */
    record Line(
            int cores,
            int activeTasks,
            long completedTasks,
            long failedTasks,
            long totalTasks,
            int cachedBlocks,
            long shuffleWritten) {}

    /**
     * A job.
     *
     * @param status {@code RUNNING}, {@code SUCCEEDED}, {@code FAILED} or {@code UNKNOWN}
     * @param stages its stages, those included that need not run
     */
    record Job(int id, String status, Set<Integer> stages, int tasks, int tasksDone) {
        boolean runs() {
            return status.equals("RUNNING");
        }
    }

    /**
     * A try of a stage.
     *
     * @param began when it was submitted
     * @param ended when it was complete
     * @param rdds the data sets that it computes: a stage that is skipped has those of the one that wrote its data
     */
    record Stage(
            StageTry id,
            String status,
            String name,
            int tasks,
            int active,
            int done,
            int failed,
            Optional<Instant> began,
            Optional<Instant> ended,
            Set<Integer> rdds,
            long shuffleWritten) {}

    /** What names a try of a stage. */
    record StageTry(int stage, int attempt) {}

    /** What an executor has done in a stage. */
    record Share(long succeededTasks, long shuffleWritten) {}
}
