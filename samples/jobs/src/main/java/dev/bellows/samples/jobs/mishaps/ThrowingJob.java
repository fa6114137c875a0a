package dev.bellows.samples.jobs.mishaps;

import org.apache.spark.sql.SparkSession;

/**
 * Throws once its Spark session has started: the driver ends with exit code 1.
 *
 * <p>Arguments: the message of the exception.
 */
public final class ThrowingJob {
    private ThrowingJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        SparkSession.builder().appName("throwing").getOrCreate();
        throw new IllegalStateException(args[0]);
    }
}
