package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.bellows.job.pod.PodShape;
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

    /** The most CPU that a pod may use, as a Kubernetes quantity; default: no limit. */
    public abstract Optional<String> limitCores();

    /** The heap, {@code spark.driver.memory}; Spark's default is {@code 1g}. */
    public abstract Optional<Memory> memory();

    /** The memory beside the heap, {@code spark.driver.memoryOverhead}; Spark's default is a tenth of the heap, at least 384 MiB. */
    public abstract Optional<Memory> memoryOverhead();

    /** The memory beside the heap as a share of the heap, {@code spark.driver.memoryOverheadFactor}; Spark's default is 0.1, and 0.4 for Python and R. */
    public abstract Optional<Double> memoryOverheadFactor();

    /** The least memory beside the heap, {@code spark.driver.minMemoryOverhead}, from Spark 4.0 on; Spark's default is {@code 384m}. */
    public abstract Optional<Memory> minMemoryOverhead();

    /** Environment variables of the driver only; they win over the job's. */
    @Value.Redacted
    public abstract Map<String, String> env();

    /** What the driver pod has beside Spark's own settings; added to the job's common shape. */
    @Value.Default
    public PodShape pod() {
        return PodShape.builder().build();
    }
}
