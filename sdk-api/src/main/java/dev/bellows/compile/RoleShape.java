package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;

/** A job's common shape of pods with what a role adds. */
final class RoleShape {
    private RoleShape() {}

    static PodShape ofDriver(SparkJob job) {
        return job.pod().with(job.driver().pod());
    }

    static PodShape ofExecutors(SparkJob job) {
        return job.pod().with(job.executors().pod());
    }
}
