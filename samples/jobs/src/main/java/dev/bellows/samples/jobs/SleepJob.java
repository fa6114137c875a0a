package dev.bellows.samples.jobs;

import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps one task running.
 *
 * <p>Arguments: how many seconds, or a file whose appearance ends it.
 */
public final class SleepJob {
    private SleepJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        String end = args[0];
        SparkSession spark = SparkSession.builder().appName("sleep").getOrCreate();
        spark.range(0, 1, 1, 1).foreach((ForeachFunction<Long>) id -> Pause.until(end));
        spark.stop();
    }
}
