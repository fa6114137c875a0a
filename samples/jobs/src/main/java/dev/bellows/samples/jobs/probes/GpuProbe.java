package dev.bellows.samples.jobs.probes;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Prints which GPUs each executor hands to its tasks.
 *
 * <p>No arguments.
 */
public final class GpuProbe {
    private GpuProbe() {}

    /** Runs the application. */
    public static void main(String[] args) {
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("gpus"))) {
            EveryExecutor.print(spark, task -> List.of("gpu " + String.join(",", addresses())));
        }
    }

    private static String[] addresses() {
        ResourceInformation gpus = TaskContext.get().resourcesJMap().get("gpu");
        return gpus == null ? new String[] {"none"} : gpus.addresses();
    }
}
