package dev.bellows.compile;

import java.math.BigDecimal;
import java.util.SortedMap;

/**
 * What one pod asks a cluster for.
 *
 * @param cpu the CPU it requests, as a Kubernetes quantity
 * @param cpuLimit the most CPU it may use, as a Kubernetes quantity; empty: no limit
 * @param memoryMib the memory it requests and may use, in mebibytes
 * @param devices devices such as GPUs, by the name under which a node offers them
 * @param claims the PersistentVolumeClaims that are made for it
 * @param storageMib what these claims request together, in mebibytes
 */
public record PodSize(
        String cpu, String cpuLimit, long memoryMib, SortedMap<String, Integer> devices, int claims, long storageMib) {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    /** The requested CPU in thousandths of a core. */
    public long millicores() {
        return Cpu.millicores(cpu);
    }

    /**
     * What it counts in a quota, in the quota's own unit: cores, bytes, or pieces.
     *
     * @param resource a name that a ResourceQuota has, such as {@code pods}, {@code requests.cpu}, {@code limits.memory} or {@code
     *     requests.nvidia.com/gpu}; what a quota counts of other things is 0
     */
    public BigDecimal countedAs(String resource) {
        return switch (resource) {
            case "pods", "count/pods" -> BigDecimal.ONE;
            case "cpu", "requests.cpu" -> cores(cpu);
            case "limits.cpu" -> cores(cpuLimit);
            case "memory", "requests.memory", "limits.memory" ->
                BigDecimal.valueOf(memoryMib).multiply(MEBIBYTE);
            case "persistentvolumeclaims", "count/persistentvolumeclaims" -> BigDecimal.valueOf(claims);
            case "requests.storage" -> BigDecimal.valueOf(storageMib).multiply(MEBIBYTE);
            default -> BigDecimal.valueOf(devices.getOrDefault(resource.replaceFirst("^(requests|limits)\\.", ""), 0));
        };
    }

    private static BigDecimal cores(String quantity) {
        return BigDecimal.valueOf(Cpu.millicores(quantity), 3);
    }
}
