package dev.bellows.job;

import java.time.Duration;

/** Collects how the number of executors follows the work. Not thread-safe. */
public final class DynamicAllocationBuilder {
    private final ImmutableDynamicAllocation.Builder allocation = ImmutableDynamicAllocation.assemble();

    DynamicAllocationBuilder() {}

    /** Sets the bounds: 0 or more, up to 1 or more. */
    public DynamicAllocationBuilder between(int minimum, int maximum) {
        allocation.minimum(minimum).maximum(maximum);
        return this;
    }

    /** Sets the number to start with, within the bounds. */
    public DynamicAllocationBuilder initial(int executors) {
        allocation.initial(executors);
        return this;
    }

    /** Sets how long an executor without tasks is kept. */
    public DynamicAllocationBuilder idleTimeout(Duration timeout) {
        allocation.idleTimeout(timeout);
        return this;
    }

    /** Sets how long an executor without tasks is kept if it holds cached blocks. */
    public DynamicAllocationBuilder cachedIdleTimeout(Duration timeout) {
        allocation.cachedIdleTimeout(timeout);
        return this;
    }

    /** Sets how long tasks wait before the first further executors are asked for. */
    public DynamicAllocationBuilder backlogTimeout(Duration timeout) {
        allocation.backlogTimeout(timeout);
        return this;
    }

    /** Sets how long tasks wait before each next round. */
    public DynamicAllocationBuilder sustainedBacklogTimeout(Duration timeout) {
        allocation.sustainedBacklogTimeout(timeout);
        return this;
    }

    /** Sets the share of the executors that would run all tasks at once which is really asked for. */
    public DynamicAllocationBuilder allocationRatio(double ratio) {
        allocation.allocationRatio(ratio);
        return this;
    }

    DynamicAllocation build() {
        return allocation.build();
    }
}
