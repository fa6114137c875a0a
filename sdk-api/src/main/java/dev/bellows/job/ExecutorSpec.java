package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
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

    /** The number of executors, {@code spark.executor.instances}; Spark's default is 2. */
    public abstract Optional<Integer> count();

    /** The cores of each, {@code spark.executor.cores}: as many tasks run at once; Spark's default is 1. */
    public abstract Optional<Integer> cores();

    /** The CPU that each pod requests, as a Kubernetes quantity such as {@code 500m}; default: the cores. */
    public abstract Optional<String> requestCores();

    /** The heap of each, {@code spark.executor.memory}; Spark's default is {@code 1g}. */
    public abstract Optional<Memory> memory();

    /** The memory beside the heap, {@code spark.executor.memoryOverhead}; Spark's default is a tenth of the heap, at least 384 MiB. */
    public abstract Optional<Memory> memoryOverhead();

    /** Environment variables of the executors only; they win over the job's. */
    @Value.Redacted
    public abstract Map<String, String> env();
}
