package dev.bellows.job;

/** Collects the executors' settings. Not thread-safe. */
public final class ExecutorSpecBuilder {
    private final ImmutableExecutorSpec.Builder spec = ImmutableExecutorSpec.assemble();

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

    /** Adds an environment variable of the executors. Secrets do not belong here: the value is written to the pods in clear. */
    public ExecutorSpecBuilder env(String name, String value) {
        spec.putEnv(name, value);
        return this;
    }

    ExecutorSpec build() {
        return spec.build();
    }
}
