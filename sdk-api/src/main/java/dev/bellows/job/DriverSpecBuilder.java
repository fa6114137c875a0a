package dev.bellows.job;

import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodShapeBuilder;
import java.util.function.Consumer;

/** Collects a driver's settings. Not thread-safe. */
public final class DriverSpecBuilder {
    private final ImmutableDriverSpec.Builder spec = ImmutableDriverSpec.assemble();
    private final PodShapeBuilder pod = PodShape.builder();

    DriverSpecBuilder() {}

    /** Sets the number of cores, at least 1. */
    public DriverSpecBuilder cores(int cores) {
        spec.cores(cores);
        return this;
    }

    /** Sets the CPU that the pod requests, such as {@code 500m}. */
    public DriverSpecBuilder requestCores(String quantity) {
        spec.requestCores(quantity);
        return this;
    }

    /** Sets the heap. */
    public DriverSpecBuilder memory(Memory memory) {
        spec.memory(memory);
        return this;
    }

    /** Sets the heap from a text with a unit, such as {@code 2g}. */
    public DriverSpecBuilder memory(String memory) {
        return memory(Memory.of(memory));
    }

    /** Sets the memory beside the heap. */
    public DriverSpecBuilder memoryOverhead(Memory overhead) {
        spec.memoryOverhead(overhead);
        return this;
    }

    /** Sets the memory beside the heap from a text with a unit, such as {@code 512m}. */
    public DriverSpecBuilder memoryOverhead(String overhead) {
        return memoryOverhead(Memory.of(overhead));
    }

    /** Sets the most CPU that the pod may use, such as {@code 2}. */
    public DriverSpecBuilder limitCores(String quantity) {
        spec.limitCores(quantity);
        return this;
    }

    /** Sets the memory beside the heap as a share of the heap, such as 0.2. */
    public DriverSpecBuilder memoryOverheadFactor(double factor) {
        spec.memoryOverheadFactor(factor);
        return this;
    }

    /** Sets the least memory beside the heap, such as {@code 512m}; from Spark 4.0 on. */
    public DriverSpecBuilder minMemoryOverhead(String overhead) {
        spec.minMemoryOverhead(Memory.of(overhead));
        return this;
    }

    /** Adds an environment variable of the driver. Secrets do not belong here: the value is written to the pod in clear. */
    public DriverSpecBuilder env(String name, String value) {
        spec.putEnv(name, value);
        return this;
    }

    /** Shapes the driver pod beside Spark's own settings. */
    public DriverSpecBuilder pod(Consumer<PodShapeBuilder> settings) {
        settings.accept(pod);
        return this;
    }

    DriverSpec build() {
        return spec.pod(pod.build()).build();
    }
}
