package dev.bellows.samples.jobs.mishaps;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Fills a heap until the JVM gives up: {@code java.lang.OutOfMemoryError}.
 *
 * <p>Arguments: {@code driver} or {@code executors}, whose heap.
 */
public final class FullHeapJob {
    private static final int STEP = 16 * 1024 * 1024;

    private FullHeapJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder().appName("full-heap").getOrCreate();
        if (args[0].equals("driver")) {
            fill();
        }
        spark.range(0, 1, 1, 1).foreach((ForeachFunction<Long>) id -> fill());
        spark.stop();
    }

    private static void fill() {
        List<byte[]> taken = new ArrayList<>();
        while (taken.size() < Integer.MAX_VALUE / STEP) {
            taken.add(new byte[STEP]);
        }
        throw new IllegalStateException("took " + taken.size() + " times " + STEP + " bytes, and there was more");
    }
}
