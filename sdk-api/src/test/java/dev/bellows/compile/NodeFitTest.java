package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.ExecutorSpecBuilder;
import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NodeFitTest {
    private static final NodeShape NODE = NodeShape.of(4, Memory.gib(16));

    private static CompiledJob compiled(Consumer<ExecutorSpecBuilder> executors) {
        return Jobs.minimal().executors(executors).build().compile();
    }

    @Test
    void one_executor_takes_what_a_node_leaves() {
        CompiledJob job = compiled(e -> e.fitOn(NODE));

        assertThat(job.conf())
                .containsEntry("spark.executor.cores", "4")
                .containsEntry("spark.kubernetes.executor.request.cores", "3400m");
        assertThat(job.footprint().executor().memoryMib()).isEqualTo(16 * 1024 * 85 / 100);
    }

    @Test
    void smaller_executors_share_a_node() {
        CompiledJob job = compiled(e -> e.cores(2).fitOn(NODE));

        assertThat(job.conf()).containsEntry("spark.kubernetes.executor.request.cores", "1700m");
        assertThat(job.footprint().executor().memoryMib()).isEqualTo(16 * 1024 * 85 / 100 / 2);
    }

    @Test
    void the_heap_is_the_largest_that_fits_beside_everything_else() {
        CompiledJob job = compiled(e -> e.fitOn(NODE).memoryOverhead("1g").offHeap("2g"));

        assertThat(job.conf()).containsEntry("spark.executor.memory", (16 * 1024 * 85 / 100 - 1024 - 2048) + "m");
    }

    @Test
    void the_least_overhead_counts_too() {
        CompiledJob job = compiled(e -> e.fitOn(NodeShape.of(1, Memory.gib(2))));

        assertThat(job.conf()).containsEntry("spark.executor.memory", (2 * 1024 * 85 / 100 - 384) + "m");
    }

    @Test
    void what_is_set_stays() {
        CompiledJob job = compiled(e -> e.cores(1)
                .requestCores("900m")
                .memory("2g")
                .fitOn(NODE.daemonSets(0).allocatable(100)));

        assertThat(job.conf())
                .containsEntry("spark.executor.cores", "1")
                .containsEntry("spark.kubernetes.executor.request.cores", "900m")
                .containsEntry("spark.executor.memory", "2048m");
    }
}
