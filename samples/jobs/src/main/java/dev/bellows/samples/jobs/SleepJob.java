package dev.bellows.samples.jobs;

import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps one task running.
 *
 * <p>Arguments: how many seconds.
 */
public final class SleepJob {
    private SleepJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        long millis = Long.parseLong(args[0]) * 1000;
        SparkSession spark = SparkSession.builder().appName("sleep").getOrCreate();
        spark.range(0, 1, 1, 1).foreach((ForeachFunction<Long>) id -> Thread.sleep(millis));
        spark.stop();
    }
}
