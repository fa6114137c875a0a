package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/** How the number of executors follows the work, {@code spark.dynamicAllocation.*}. Immutable. */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutableDynamicAllocation.class)
@JsonDeserialize(as = ImmutableDynamicAllocation.class)
public abstract class DynamicAllocation {
    DynamicAllocation() {}

    /** The least number of executors; always present in a built job. */
    public abstract Optional<Integer> minimum();

    /** The largest number of executors; always present in a built job. */
    public abstract Optional<Integer> maximum();

    /** The number to start with; default: the least. */
    public abstract Optional<Integer> initial();

    /** How long an executor without tasks is kept; Spark's default is 60 seconds. */
    public abstract Optional<Duration> idleTimeout();

    /** How long an executor without tasks is kept if it holds cached blocks; Spark's default is for ever. */
    public abstract Optional<Duration> cachedIdleTimeout();

    /** How long tasks wait before the first further executors are asked for; Spark's default is 1 second. */
    public abstract Optional<Duration> backlogTimeout();

    /** How long tasks wait before each next round; default: {@link #backlogTimeout()}. */
    public abstract Optional<Duration> sustainedBacklogTimeout();

    /** The share of the executors that would run all tasks at once which is really asked for, above 0 up to 1; Spark's default is 1. */
    public abstract Optional<Double> allocationRatio();
}
