package dev.bellows.testkit;

import dev.bellows.job.Memory;
import dev.bellows.testkit.internal.kubelet.NodeSize;
import io.fabric8.kubernetes.api.model.Taint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A node of a {@link LocalCluster}: what it offers, its labels and taints. All nodes are this machine; only the scheduler tells them apart.
 * Immutable; each method returns a changed node.
 */
public final class LocalNode {
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final long BYTES_PER_MEBIBYTE = 1024 * 1024;

    private final NodeSize size;

    private LocalNode(NodeSize size) {
        this.size = size;
    }

    /** A node with 4 cores, 8 GiB of memory, room for 30 pods, and no labels but those that every node has. */
    public static LocalNode named(String name) {
        return new LocalNode(
                new NodeSize(name, BigDecimal.valueOf(4), 8192 * BYTES_PER_MEBIBYTE, 30, 0, Map.of(), List.of()));
    }

    /** With so many cores, such as 0.5. Nothing holds a process back from using more. */
    public LocalNode cpu(double cores) {
        return new LocalNode(new NodeSize(
                size.name(),
                BigDecimal.valueOf(cores),
                size.memory(),
                size.pods(),
                size.gpus(),
                size.labels(),
                size.taints()));
    }

    /**
     * With so much memory.
     *
     * @throws IllegalArgumentException if the amount has no unit
     */
    public LocalNode memory(Memory amount) {
        return new LocalNode(new NodeSize(
                size.name(), size.cpu(), bytes(amount), size.pods(), size.gpus(), size.labels(), size.taints()));
    }

    /** With room for so many pods. */
    public LocalNode pods(int count) {
        return new LocalNode(
                new NodeSize(size.name(), size.cpu(), size.memory(), count, size.gpus(), size.labels(), size.taints()));
    }

    /** With a label, such as the one by which a cloud marks spot nodes. */
    public LocalNode label(String key, String value) {
        Map<String, String> labels = new TreeMap<>(size.labels());
        labels.put(key, value);
        return new LocalNode(
                new NodeSize(size.name(), size.cpu(), size.memory(), size.pods(), size.gpus(), labels, size.taints()));
    }

    /**
     * With a taint: pods that do not tolerate it go elsewhere.
     *
     * @param effect {@code NoSchedule}, {@code NoExecute} (which here pushes no running pod out) or {@code PreferNoSchedule} (which here
     *     has no effect)
     * @throws IllegalArgumentException if there is no such effect
     */
    public LocalNode taint(String key, String value, String effect) {
        if (!EFFECTS.contains(effect)) {
            throw new IllegalArgumentException("effect: " + effect + " (expected: one of " + EFFECTS + ")");
        }
        List<Taint> taints = Stream.concat(size.taints().stream(), Stream.of(new Taint(effect, key, null, value)))
                .toList();
        return new LocalNode(
                new NodeSize(size.name(), size.cpu(), size.memory(), size.pods(), size.gpus(), size.labels(), taints));
    }

    NodeSize size() {
        return size;
    }

    static long bytes(Memory amount) {
        long mebibytes = amount.mebibytes()
                .orElseThrow(() -> new IllegalArgumentException(
                        "memory: " + amount + " (expected: a number with a unit, such as 4g)"));
        return mebibytes * BYTES_PER_MEBIBYTE;
    }
}
