package dev.bellows.samples.jobs.mishaps;

import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Ends every executor that takes one of its tasks with exit code 3, until Spark gives up and the driver ends with exit code 11.
 *
 * <p>No arguments. Conf of the job: {@code spark.executor.maxNumFailures=1} lets Spark give up at the second executor that ends, and
 * {@code spark.task.maxFailures=100} keeps it from giving up earlier because of the lost tasks, which would end the driver with exit
 * code 1.
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
