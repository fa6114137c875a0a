package dev.bellows.samples.jobs.mishaps;

import org.apache.spark.sql.SparkSession;

/**
 * Ends the driver's JVM once its Spark session has started.
 *
 * <p>Arguments: the exit code.
 */
public final class ExitingJob {
    private ExitingJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        SparkSession.builder().appName("exiting").getOrCreate();
        System.exit(Integer.parseInt(args[0]));
    }
}
