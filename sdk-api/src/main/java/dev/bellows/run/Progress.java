package dev.bellows.run;

import java.util.List;

/**
 * How far the work of a driver is. Immutable. The driver forgets its oldest jobs and stages, by default beyond 1,000 of each.
 *
 * @param jobsRunning the jobs that run
 * @param jobsDone the jobs that succeeded
 * @param jobsFailed the jobs that failed
 * @param tasks the tasks of the jobs that run
 * @param tasksDone how many of them are done or need not run again
 * @param stages the stages that run, by their id
 */
public record Progress(int jobsRunning, int jobsDone, int jobsFailed, long tasks, long tasksDone, List<Stage> stages) {
    /** Copies the list. */
    public Progress {
        stages = List.copyOf(stages);
    }

    @Override
    public String toString() {
        return jobsRunning + " jobs running, " + jobsDone + " done, " + jobsFailed + " failed; " + tasksDone + " of "
                + tasks + " tasks";
    }

    /**
     * A stage that runs.
     *
     * @param id its number
     * @param attempt which try, from 0
     * @param name what Spark calls it, usually the line of code
     * @param tasks its tasks
     * @param active how many of them run
     * @param done how many of them are done
     * @param failed how many tries of them failed
     */
    public record Stage(int id, int attempt, String name, int tasks, int active, int done, int failed) {}
}
