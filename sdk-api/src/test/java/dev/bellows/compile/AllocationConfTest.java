package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationConfTest {
    @Test
    void bounds_and_times_become_conf() {
        Map<String, String> conf = Jobs.minimal()
                .executors(e -> e.between(2, 40)
                        .initial(4)
                        .dynamic(d -> d.idleTimeout(Duration.ofMinutes(2))
                                .cachedIdleTimeout(Duration.ofHours(1))
                                .backlogTimeout(Duration.ofSeconds(5))
                                .sustainedBacklogTimeout(Duration.ofSeconds(10))
                                .allocationRatio(0.5)))
                .build()
                .compile()
                .conf();

        assertThat(conf)
                .containsAllEntriesOf(Map.of(
                        "spark.dynamicAllocation.enabled", "true",
                        "spark.dynamicAllocation.minExecutors", "2",
                        "spark.dynamicAllocation.initialExecutors", "4",
                        "spark.dynamicAllocation.maxExecutors", "40",
                        "spark.dynamicAllocation.executorIdleTimeout", "120s",
                        "spark.dynamicAllocation.cachedExecutorIdleTimeout", "3600s",
                        "spark.dynamicAllocation.schedulerBacklogTimeout", "5s",
                        "spark.dynamicAllocation.sustainedSchedulerBacklogTimeout", "10s",
                        "spark.dynamicAllocation.executorAllocationRatio", "0.5"))
                .doesNotContainKey("spark.executor.instances");
    }

    @Test
    void a_fixed_number_leaves_dynamic_allocation_alone() {
        assertThat(Jobs.minimal()
                        .executors(e -> e.count(3))
                        .build()
                        .compile()
                        .conf()
                        .keySet())
                .noneMatch(key -> key.startsWith("spark.dynamicAllocation."));
    }
}
