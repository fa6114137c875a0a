package dev.bellows.conformance.spark;

import dev.bellows.job.Gpu;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** The conf by which somebody has GPUs reserved, found and shared by tasks. */
final class SubmittedGpu {
    private static final String OURS = "/opt/bellows-gpu/discover-gpus.sh";

    private SubmittedGpu() {}

    /** Adds it to a conf in which the executors' cores stand. */
    static void addTo(Map<String, String> conf, Gpu gpu) {
        add(conf, "spark.executor.resource.gpu.", gpu.amount(), gpu);
        if (gpu.driverAmount().isPresent()) {
            add(conf, "spark.driver.resource.gpu.", gpu.driverAmount().get(), gpu);
        }
        int cores = Integer.parseInt(conf.getOrDefault("spark.executor.cores", "1"));
        int tasks = gpu.tasksPerGpu().orElse((int) Math.max(1, Math.ceil((double) cores / gpu.amount())));
        conf.put(
                "spark.task.resource.gpu.amount",
                new BigDecimal(1)
                        .divide(new BigDecimal(tasks), 6, RoundingMode.FLOOR)
                        .stripTrailingZeros()
                        .toPlainString());
        if (gpu.rapids().isPresent()) {
            conf.put("spark.plugins", "com.nvidia.spark.SQLPlugin");
            conf.put("spark.rapids.sql.concurrentGpuTasks", "2");
        }
    }

    private static void add(Map<String, String> conf, String prefix, int amount, Gpu gpu) {
        conf.put(prefix + "amount", String.valueOf(amount));
        conf.put(prefix + "vendor", gpu.vendor());
        conf.put(prefix + "discoveryScript", gpu.discoveryScript().orElse(OURS));
    }
}
