package dev.bellows.samples.jobs.mishaps;

import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.SparkSession;

/** Stops its Spark session and returns, while a thread that is no daemon keeps the driver's JVM alive. No arguments. */
public final class LingeringJob {
    private LingeringJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder().appName("lingering").getOrCreate();
        spark.range(0, 1).count();
        spark.stop();
        new Thread(LingeringJob::waitForever, "forgotten").start();
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
