package dev.bellows.compile;

import dev.bellows.job.SparkJob;

/** Compiles jobs. Pure. */
public final class JobCompiler {
    private JobCompiler() {}

    /** What a job becomes on a cluster. */
    public static CompiledJob compile(SparkJob job, AttemptId attempt) {
        throw new IllegalStateException(job.name() + attempt);
    }
}
