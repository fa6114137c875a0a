package dev.bellows.compile;

import dev.bellows.job.Gpu;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** The conf by which Spark reserves GPUs, finds them and hands them to tasks. */
final class GpuConf {
    private static final String PLUGINS = "spark.plugins";
    private static final String RAPIDS = "com.nvidia.spark.SQLPlugin";
    // Enough digits for any number of tasks that one GPU could serve.
    private static final int DIGITS = 6;

    private GpuConf() {}

    static void addTo(Map<String, String> conf, Gpu gpu) {
        addRole(conf, "spark.executor.resource.gpu.", gpu, gpu.amount());
        gpu.driverAmount().ifPresent(amount -> addRole(conf, "spark.driver.resource.gpu.", gpu, amount));
        int cores = Integer.parseInt(conf.getOrDefault("spark.executor.cores", "1"));
        conf.put("spark.task.resource.gpu.amount", shareOf(gpu.tasksPerGpu().orElse(tasks(cores, gpu.amount()))));
        if (gpu.rapids().isPresent()) {
            conf.merge(PLUGINS, RAPIDS, (others, rapids) -> others.isBlank() ? rapids : others + "," + rapids);
            conf.putIfAbsent("spark.rapids.sql.concurrentGpuTasks", "2");
        }
    }

    private static void addRole(Map<String, String> conf, String prefix, Gpu gpu, int amount) {
        conf.put(prefix + "amount", Integer.toString(amount));
        conf.put(prefix + "vendor", gpu.vendor());
        conf.put(prefix + "discoveryScript", gpu.discoveryScript().orElse(GpuDiscovery.PATH));
    }

    /** As many tasks to a GPU as keep every core at work. */
    static int tasks(int cores, int gpus) {
        return Math.max(1, (cores + gpus - 1) / gpus);
    }

    // Rounded down: Spark divides one by it and rounds down in turn.
    private static String shareOf(int tasks) {
        return BigDecimal.ONE
                .divide(BigDecimal.valueOf(tasks), DIGITS, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
