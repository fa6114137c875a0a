package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** The driver pod's size and shape. Immutable. */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutableDriverSpec.class)
@JsonDeserialize(as = ImmutableDriverSpec.class)
public abstract class DriverSpec {
    DriverSpec() {}

    /** The driver's cores, {@code spark.driver.cores}; Spark's default is 1. */
    public abstract Optional<Integer> cores();

    /** The CPU that the pod requests, as a Kubernetes quantity such as {@code 500m}; default: the cores. */
    public abstract Optional<String> requestCores();

    /** The heap, {@code spark.driver.memory}; Spark's default is {@code 1g}. */
    public abstract Optional<Memory> memory();

    /** The memory beside the heap, {@code spark.driver.memoryOverhead}; Spark's default is a tenth of the heap, at least 384 MiB. */
    public abstract Optional<Memory> memoryOverhead();

    /** Environment variables of the driver only; they win over the job's. */
    @Value.Redacted
    public abstract Map<String, String> env();
}
