package dev.bellows.compile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What several pods ask a cluster for together.
 *
 * @param pods their number
 * @param millicores the CPU they request, in thousandths of a core
 * @param memoryMib the memory they request, in mebibytes
 * @param devices devices such as GPUs, by the name under which a node offers them
 * @param claims the PersistentVolumeClaims that are made for them
 * @param storageMib what these claims request, in mebibytes
 */
public record ResourceTotal(
        int pods, long millicores, long memoryMib, SortedMap<String, Integer> devices, int claims, long storageMib) {
    static ResourceTotal of(PodSize driver, PodSize executor, int executors) {
        SortedMap<String, Integer> devices = new TreeMap<>(driver.devices());
        if (executors > 0) {
            executor.devices().forEach((name, number) -> devices.merge(name, number * executors, Integer::sum));
        }
        return new ResourceTotal(
                1 + executors,
                driver.millicores() + executors * executor.millicores(),
                driver.memoryMib() + executors * executor.memoryMib(),
                Collections.unmodifiableSortedMap(devices),
                driver.claims() + executors * executor.claims(),
                driver.storageMib() + executors * executor.storageMib());
    }
}
