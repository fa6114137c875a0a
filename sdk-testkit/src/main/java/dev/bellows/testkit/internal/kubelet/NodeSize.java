package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node's name and what it offers.
 *
 * @param cpu in cores; counted by the scheduler, not enforced
 * @param memory in bytes
 * @param pods how many pods fit
 * @param gpus how many NVIDIA GPUs; none of them need exist
 * @param labels its labels, beside those that every node has
 * @param taints what keeps pods away
 */
public record NodeSize(
        String name, BigDecimal cpu, long memory, int pods, int gpus, Map<String, String> labels, List<Taint> taints) {
    private static final String MEBIBYTES = "Mi";
    private static final long BYTES = 1024 * 1024;

    /** Copies labels and taints. */
    public NodeSize {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }

    Node toNode(Instant now) {
        Map<String, Quantity> offered = new TreeMap<>(Map.of(
                "cpu", new Quantity(cpu.toPlainString()),
                "memory", new Quantity(Long.toString(memory / BYTES), MEBIBYTES),
                "pods", new Quantity(Integer.toString(pods))));
        if (gpus > 0) {
            offered.put(PodGpus.RESOURCE, new Quantity(Integer.toString(gpus)));
        }
        String since = PodStatuses.text(now);
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withTaints(taints)
                .endSpec()
                .withNewStatus()
                .withCapacity(offered)
                .withAllocatable(offered)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withLastHeartbeatTime(since)
                .withLastTransitionTime(since)
                .endCondition()
                .addNewAddress(ContainerLaunch.HOST_IP, "InternalIP")
                .addNewAddress(name, "Hostname")
                .endStatus()
                .build();
    }
}
