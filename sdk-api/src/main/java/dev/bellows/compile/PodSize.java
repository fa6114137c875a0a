package dev.bellows.compile;

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
    /** The requested CPU in thousandths of a core. */
    public long millicores() {
        return Cpu.millicores(cpu);
    }
}
