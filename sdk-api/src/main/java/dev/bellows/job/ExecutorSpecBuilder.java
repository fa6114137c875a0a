package dev.bellows.job;

import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodShapeBuilder;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects the executors' settings. Not thread-safe. */
public final class ExecutorSpecBuilder {
    private final ImmutableExecutorSpec.Builder spec = ImmutableExecutorSpec.assemble();
    private Optional<DynamicAllocationBuilder> dynamic = Optional.empty();
    private final PodShapeBuilder pod = PodShape.builder();

    ExecutorSpecBuilder() {}

    /** Sets the number of executors, at least 1. */
    public ExecutorSpecBuilder count(int count) {
        spec.count(count);
        return this;
    }

    /** Sets the cores of each executor, at least 1. */
    public ExecutorSpecBuilder cores(int cores) {
        spec.cores(cores);
        return this;
    }

    /** Sets the CPU that each pod requests, such as {@code 500m}. */
    public ExecutorSpecBuilder requestCores(String quantity) {
        spec.requestCores(quantity);
        return this;
    }

    /** Sets the heap of each executor. */
    public ExecutorSpecBuilder memory(Memory memory) {
        spec.memory(memory);
        return this;
    }

    /** Sets the heap of each executor from a text with a unit, such as {@code 8g}. */
    public ExecutorSpecBuilder memory(String memory) {
        return memory(Memory.of(memory));
    }

    /** Sets the memory beside the heap. */
    public ExecutorSpecBuilder memoryOverhead(Memory overhead) {
        spec.memoryOverhead(overhead);
        return this;
    }

    /** Sets the memory beside the heap from a text with a unit, such as {@code 512m}. */
    public ExecutorSpecBuilder memoryOverhead(String overhead) {
        return memoryOverhead(Memory.of(overhead));
    }

    /** Sets the most CPU that each pod may use, such as {@code 2}. */
    public ExecutorSpecBuilder limitCores(String quantity) {
        spec.limitCores(quantity);
        return this;
    }

    /** Sets the memory beside the heap as a share of the heap, such as 0.2. */
    public ExecutorSpecBuilder memoryOverheadFactor(double factor) {
        spec.memoryOverheadFactor(factor);
        return this;
    }

    /** Sets the least memory beside the heap, such as {@code 512m}; from Spark 4.0 on. */
    public ExecutorSpecBuilder minMemoryOverhead(String overhead) {
        spec.minMemoryOverhead(Memory.of(overhead));
        return this;
    }

    /** Gives each executor memory outside the heap for Spark's own data, such as {@code 1g}. */
    public ExecutorSpecBuilder offHeap(String memory) {
        spec.offHeap(Memory.of(memory));
        return this;
    }

    /** Limits what the Python processes of each executor may use, such as {@code 1g}. */
    public ExecutorSpecBuilder pysparkMemory(String memory) {
        spec.pysparkMemory(Memory.of(memory));
        return this;
    }

    /** Sizes executors for nodes: computes the CPU request and the largest heap, unless they are set, and refuses what never fits. */
    public ExecutorSpecBuilder fitOn(NodeShape node) {
        spec.node(node);
        return this;
    }

    /** Lets the number of executors follow the work, within bounds. */
    public ExecutorSpecBuilder between(int minimum, int maximum) {
        dynamic = Optional.of(dynamic.orElseGet(DynamicAllocationBuilder::new).between(minimum, maximum));
        return this;
    }

    /** Sets how many executors a job with bounds starts with; default: the lower bound. */
    public ExecutorSpecBuilder initial(int executors) {
        return dynamic(d -> d.initial(executors));
    }

    /** Shapes how the number of executors follows the work. */
    public ExecutorSpecBuilder dynamic(Consumer<DynamicAllocationBuilder> settings) {
        DynamicAllocationBuilder builder = dynamic.orElseGet(DynamicAllocationBuilder::new);
        settings.accept(builder);
        dynamic = Optional.of(builder);
        return this;
    }

    /** Adds an environment variable of the executors. Secrets do not belong here: the value is written to the pods in clear. */
    public ExecutorSpecBuilder env(String name, String value) {
        spec.putEnv(name, value);
        return this;
    }

    /** Shapes the executor pods beside Spark's own settings. */
    public ExecutorSpecBuilder pod(Consumer<PodShapeBuilder> settings) {
        settings.accept(pod);
        return this;
    }

    ExecutorSpec build() {
        return spec.pod(pod.build())
                .dynamic(dynamic.map(DynamicAllocationBuilder::build))
                .build();
    }
}
