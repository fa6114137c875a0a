package dev.bellows.compile;

import dev.bellows.job.DynamicAllocation;
import dev.bellows.job.ExecutorSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The conf by which the number of executors follows the work. */
final class AllocationConf {
    static final String ENABLED = "spark.dynamicAllocation.enabled";
    static final String MINIMUM = "spark.dynamicAllocation.minExecutors";
    static final String MAXIMUM = "spark.dynamicAllocation.maxExecutors";
    static final String INITIAL = "spark.dynamicAllocation.initialExecutors";
    private static final String PREFIX = "spark.dynamicAllocation.";

    private final Map<String, String> conf;

    private AllocationConf(Map<String, String> conf) {
        this.conf = conf;
    }

    static void addTo(Map<String, String> conf, ExecutorSpec executors) {
        executors.dynamic().ifPresent(new AllocationConf(conf)::add);
    }

    private void add(DynamicAllocation allocation) {
        conf.put(ENABLED, "true");
        allocation.minimum().ifPresent(number -> conf.put(MINIMUM, number.toString()));
        allocation.maximum().ifPresent(number -> conf.put(MAXIMUM, number.toString()));
        allocation.initial().ifPresent(number -> conf.put(INITIAL, number.toString()));
        put("executorIdleTimeout", allocation.idleTimeout());
        put("cachedExecutorIdleTimeout", allocation.cachedIdleTimeout());
        put("schedulerBacklogTimeout", allocation.backlogTimeout());
        put("sustainedSchedulerBacklogTimeout", allocation.sustainedBacklogTimeout());
        allocation.allocationRatio().ifPresent(ratio -> conf.put(PREFIX + "executorAllocationRatio", ratio.toString()));
    }

    private void put(String key, Optional<Duration> timeout) {
        timeout.ifPresent(present -> conf.put(PREFIX + key, seconds(present)));
    }

    /** A duration as Spark reads it; these timeouts count whole seconds. */
    static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
