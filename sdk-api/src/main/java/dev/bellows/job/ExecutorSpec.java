package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.bellows.job.pod.PodShape;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** The executors' number, size and shape. Immutable. */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutableExecutorSpec.class)
@JsonDeserialize(as = ImmutableExecutorSpec.class)
public abstract class ExecutorSpec {
    ExecutorSpec() {}

    /** The number of executors, {@code spark.executor.instances}; Spark's default is 2. Not together with {@link #dynamic()}. */
    public abstract Optional<Integer> count();

    /** The cores of each, {@code spark.executor.cores}: as many tasks run at once; Spark's default is 1. */
    public abstract Optional<Integer> cores();

    /** The CPU that each pod requests, as a Kubernetes quantity such as {@code 500m}; default: the cores. */
    public abstract Optional<String> requestCores();

    /** The most CPU that a pod may use, as a Kubernetes quantity; default: no limit. */
    public abstract Optional<String> limitCores();

    /** The heap of each, {@code spark.executor.memory}; Spark's default is {@code 1g}. */
    public abstract Optional<Memory> memory();

    /** The memory beside the heap, {@code spark.executor.memoryOverhead}; Spark's default is a tenth of the heap, at least 384 MiB. */
    public abstract Optional<Memory> memoryOverhead();

    /** The memory beside the heap as a share of the heap, {@code spark.executor.memoryOverheadFactor}; Spark's default is 0.1, and 0.4 for Python and R. */
    public abstract Optional<Double> memoryOverheadFactor();

    /** The least memory beside the heap, {@code spark.executor.minMemoryOverhead}, from Spark 4.0 on; Spark's default is {@code 384m}. */
    public abstract Optional<Memory> minMemoryOverhead();

    /** Memory outside the JVM's heap for Spark's own data, {@code spark.memory.offHeap.size}; default: none. */
    public abstract Optional<Memory> offHeap();

    /** What the Python processes of one executor may use, {@code spark.executor.pyspark.memory}; default: whatever the overhead leaves. */
    public abstract Optional<Memory> pysparkMemory();

    /** The nodes that executors must fit on; decides the CPU request and the heap where they are not set. */
    public abstract Optional<NodeShape> node();

    /** How the number of executors follows the work; default: it stays. */
    public abstract Optional<DynamicAllocation> dynamic();

    /** Environment variables of the executors only; they win over the job's. */
    @Value.Redacted
    public abstract Map<String, String> env();

    /** What every executor pod has beside Spark's own settings; added to the job's common shape. */
    @Value.Default
    public PodShape pod() {
        return PodShape.builder().build();
    }
}
