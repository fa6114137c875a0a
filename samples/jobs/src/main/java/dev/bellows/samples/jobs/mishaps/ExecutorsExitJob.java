package dev.bellows.samples.jobs.mishaps;

import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Ends every executor that takes one of its tasks with exit code 3, until Spark gives up and the driver ends with exit code 11.
 *
 * <p>No arguments. Conf of the job:
 *
 * <ul>
 *   <li>{@code spark.executor.maxNumFailures=1}: Spark gives up at the second executor that ends.
 *   <li>{@code spark.task.maxFailures=100}: it does not give up earlier because of the lost tasks, which would be exit code 1.
 *   <li>{@code spark.kubernetes.executorSnapshotsSubscribersShutdownGracePeriod=1s}: having given up, it ends at once and not after
 *       20 seconds.
 * </ul>
 */
public final class ExecutorsExitJob {
    private static final int EXIT_CODE = 3;
    private static final int TASKS = 4;

    private ExecutorsExitJob() {}

    /** Runs the application. */
    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder().appName("executors-exit").getOrCreate();
        spark.range(0, TASKS, 1, TASKS)
                .foreach((ForeachFunction<Long>) id -> Runtime.getRuntime().halt(EXIT_CODE));
        spark.stop();
    }
}
