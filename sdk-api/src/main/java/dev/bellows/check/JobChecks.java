package dev.bellows.check;

import dev.bellows.job.SparkJob;
import java.util.List;

/** Every check of a job, run together. Pure. */
public final class JobChecks {
    private JobChecks() {}

    /** All problems of a job, errors first. */
    public static List<Problem> check(SparkJob job) {
        return List.of();
    }
}
