package dev.bellows.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subresource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kubelet reads from the cluster and writes to it. A pod that has gone, or was replaced, is written no more. */
final class KubeletApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ClusterStore store;
    private final InstantSource clock;

    KubeletApi(ClusterStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    static Pod pod(ObjectNode object) {
        return JSON.convertValue(object, Pod.class);
    }

    /** Registers an object of the whole cluster. */
    void create(ResourceType type, KubernetesResource object) {
        store.create(type, null, JSON.valueToTree(object));
    }

    /** Writes the pod's status and returns the pod as it is then; empty if it is no longer there. */
    Optional<Pod> report(Pod pod, PodStatus status) {
        ObjectMeta metadata = pod.getMetadata();
        while (true) {
            try {
                ObjectNode object = store.get(ResourceType.PODS, metadata.getNamespace(), metadata.getName());
                if (!object.at("/metadata/uid").asText().equals(metadata.getUid())) {
                    return Optional.empty();
                }
                object.set("status", JSON.valueToTree(status));
                ObjectNode written = store.replace(
                        ResourceType.PODS, metadata.getNamespace(), metadata.getName(), object, Subresource.STATUS);
                return Optional.of(pod(written));
            } catch (ApiException e) {
                if (e.code() == NOT_FOUND) {
                    return Optional.empty();
                }
                if (e.code() != CONFLICT) {
                    throw e;
                }
            }
        }
    }

    /** Ends a graceful deletion. */
    void remove(Pod pod) {
        ObjectMeta metadata = pod.getMetadata();
        try {
            DeleteOptions now = DeleteOptions.now().withUid(metadata.getUid());
            store.delete(ResourceType.PODS, metadata.getNamespace(), metadata.getName(), now);
        } catch (ApiException e) {
            if (e.code() != NOT_FOUND && e.code() != CONFLICT) {
                throw e;
            }
        }
    }

    void event(Pod pod, String type, String reason, String message) {
        ObjectMeta metadata = pod.getMetadata();
        String now = PodStatuses.text(clock.instant());
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(metadata.getName() + ".")
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withCount(1)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withNewSource()
                .withComponent("kubelet")
                .withHost(pod.getSpec().getNodeName())
                .endSource()
                .build();
        try {
            store.create(ResourceType.EVENTS, metadata.getNamespace(), JSON.valueToTree(event));
        } catch (ApiException e) {
            // The namespace is being deleted: nobody will read what happens there.
        }
    }

    List<Service> services(String namespace) {
        return store.list(ResourceType.SERVICES, namespace, Selectors.ALL).items().stream()
                .map(object -> JSON.convertValue(object, Service.class))
                .toList();
    }

    NamespaceContent content(String namespace) {
        return new NamespaceContent() {
            @Override
            public Optional<Map<String, byte[]>> configMap(String name) {
                return find(ResourceType.CONFIG_MAPS, namespace, name, ConfigMap.class)
                        .map(NamespaceContent::bytesOf);
            }

            @Override
            public Optional<Map<String, byte[]>> secret(String name) {
                return find(ResourceType.SECRETS, namespace, name, Secret.class).map(NamespaceContent::bytesOf);
            }
        };
    }

    private <T> Optional<T> find(ResourceType type, String namespace, String name, Class<T> as) {
        try {
            return Optional.of(JSON.convertValue(store.get(type, namespace, name), as));
        } catch (ApiException e) {
            if (e.code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
