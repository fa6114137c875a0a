package dev.bellows.samples.jobs.mishaps;

import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.Platform;

/**
 * Takes memory outside the driver's heap. Where that is more than the driver's pod may have, the node kills the driver: exit code 137,
 * reason {@code OOMKilled}. No {@code OutOfMemoryError} comes first, because no limit of the Java runtime counts this memory.
 *
 * <p>Arguments: how many MiB to take.
 */
public final class HungryDriverJob {
    private static final long BYTES_PER_MEBIBYTE = 1024 * 1024;
    private static final int STEP = 32;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private HungryDriverJob() {}

    /** Runs the application. */
    public static void main(String[] args) throws InterruptedException {
        int most = Integer.parseInt(args[0]);
        SparkSession spark = SparkSession.builder().appName("hungry-driver").getOrCreate();
        for (int taken = 0; taken < most; taken += STEP) {
            long address = Platform.allocateMemory(STEP * BYTES_PER_MEBIBYTE);
            // A page that nobody has written to takes no memory.
            Platform.setMemory(address, (byte) 1, STEP * BYTES_PER_MEBIBYTE);
            Thread.sleep(PAUSE.toMillis());
        }
        spark.stop();
    }
}
