package dev.bellows.compile;

/**
 * What a job asks a cluster for: the size of its pods, and how many executors it has at least, at its start and at most.
 *
 * @param driver the driver pod
 * @param executor each executor pod
 * @param minimumExecutors the least number of executors
 * @param steadyExecutors the number that the job starts with, and stays with unless its work changes it
 * @param maximumExecutors the largest number of executors
 */
public record Footprint(
        PodSize driver, PodSize executor, int minimumExecutors, int steadyExecutors, int maximumExecutors) {
    /** The driver and the least number of executors: what a gang scheduler must place together. */
    public ResourceTotal minimum() {
        return ResourceTotal.of(driver, executor, minimumExecutors);
    }

    /** The driver and the executors that the job starts with. */
    public ResourceTotal steady() {
        return ResourceTotal.of(driver, executor, steadyExecutors);
    }

    /** The driver and the largest number of executors. */
    public ResourceTotal maximum() {
        return ResourceTotal.of(driver, executor, maximumExecutors);
    }
}
