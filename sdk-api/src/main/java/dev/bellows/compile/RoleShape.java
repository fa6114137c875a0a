package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;

/** How the whole shape of a role's pods comes about; not for applications, which ask the job. */
public final class RoleShape {
    private RoleShape() {}

    /** The shape of the driver pod. */
    public static PodShape ofDriver(SparkJob job) {
        return common(job).with(job.driver().pod());
    }

    /** The shape of the executor pods. */
    public static PodShape ofExecutors(SparkJob job) {
        return common(job).with(job.executors().pod());
    }

    private static PodShape common(SparkJob job) {
        return PresetConf.shape(job.presets()).with(job.pod());
    }
}
