package dev.bellows.testkit;

import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A port under which whatever has a driver's name belongs to the newest record, and stays. */
final class TerminatingAdopted extends ForwardingPort {
    private @Nullable String record;

    TerminatingAdopted(ClusterPort port) {
        super(port);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        return super.create(kind, namespace, object).whenComplete((made, error) -> {
            if (made instanceof ConfigMap) {
                record = made.getMetadata().getUid();
            }
        });
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return super.get(kind, namespace, name)
                .thenApply(found ->
                        found instanceof Pod pod && record != null ? kind.type().cast(adopted(pod, record)) : found);
    }

    private static Pod adopted(Pod pod, String record) {
        List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
        Pod adopted = new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(null)
                .endMetadata()
                .build();
        if (owners.size() == 1) {
            adopted.getMetadata().getOwnerReferences().get(0).setUid(record);
        }
        return adopted;
    }
}
