package dev.bellows.compile;

/**
 * What the pods of a job ask a cluster for.
 *
 * @param driverCpu the CPU that the driver requests, as a Kubernetes quantity
 * @param driverMemoryMib the memory that the driver requests, overhead included, in mebibytes
 * @param executors the number of executors
 * @param executorCpu the CPU that each executor requests, as a Kubernetes quantity
 * @param executorMemoryMib the memory that each executor requests, overhead and off-heap memory included, in mebibytes
 */
public record Footprint(
        String driverCpu, long driverMemoryMib, int executors, String executorCpu, long executorMemoryMib) {
    /** The memory of the driver and all executors, in mebibytes. */
    public long totalMemoryMib() {
        return driverMemoryMib + executors * executorMemoryMib;
    }
}
