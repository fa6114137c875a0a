package dev.bellows.conformance.cluster;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The only node, which takes no more pods until this is closed. */
record CordonedNode(KubernetesClient admin, String name) implements AutoCloseable {
    static CordonedNode of(KubernetesClient admin) {
        String name = admin.nodes().list().getItems().get(0).getMetadata().getName();
        CordonedNode node = new CordonedNode(admin, name);
        node.unschedulable(true);
        return node;
    }

    boolean takesPods() {
        return !Boolean.TRUE.equals(admin.nodes().withName(name).get().getSpec().getUnschedulable());
    }

    private void unschedulable(boolean whether) {
        admin.nodes()
                .withName(name)
                .edit(node -> new NodeBuilder(node)
                        .editSpec()
                        .withUnschedulable(whether)
                        .endSpec()
                        .build());
    }

    @Override
    public void close() {
        unschedulable(false);
    }
}
