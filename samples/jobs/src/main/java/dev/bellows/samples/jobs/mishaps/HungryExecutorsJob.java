package dev.bellows.samples.jobs.mishaps;

import java.time.Duration;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.Platform;

/**
 * Takes memory outside an executor's heap in its only task. Where that is more than the executor's pod may have, the node kills it, and
 * the next one that takes the task.
 *
 * <p>Arguments: how many MiB to take.
 */
public final class HungryExecutorsJob {
    private static final long BYTES_PER_MEBIBYTE = 1024 * 1024;
    private static final int STEP = 32;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private HungryExecutorsJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        int most = Integer.parseInt(args[0]);
        SparkSession spark = SparkSession.builder().appName("hungry-executors").getOrCreate();
        spark.range(0, 1, 1, 1).foreach((ForeachFunction<Long>) id -> take(most));
        spark.stop();
    }

    private static void take(int most) throws InterruptedException {
        for (int taken = 0; taken < most; taken += STEP) {
            long address = Platform.allocateMemory(STEP * BYTES_PER_MEBIBYTE);
            // A page that nobody has written to takes no memory.
            Platform.setMemory(address, (byte) 1, STEP * BYTES_PER_MEBIBYTE);
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
