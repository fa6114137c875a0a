package dev.bellows.testkit;

import dev.bellows.testkit.internal.simulation.Models;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subresource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The objects of a {@link SimulatedCluster}, as people with {@code kubectl} see and change them. Given by model classes, such as
 * {@code Pod.class}; what is returned is a copy. Refusals are {@link IllegalStateException}.
 */
public final class ClusterObjects {
    private final ClusterStore store;

    ClusterObjects(ClusterStore store) {
        this.store = store;
    }

    /** All objects of a kind, by namespace and name. */
    public <T extends HasMetadata> List<T> list(Class<T> type) {
        return list(type, "");
    }

    /** The objects of a kind that a label selector matches, by namespace and name. */
    public <T extends HasMetadata> List<T> list(Class<T> type, String labelSelector) {
        return store.list(kind(type), null, Selectors.labels(labelSelector)).items().stream()
                .map(node -> Models.copy(node, type))
                .toList();
    }

    /** An object, if it exists. */
    public <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name) {
        return store.list(kind(type), namespace, Selectors.name(name)).items().stream()
                .map(node -> Models.copy(node, type))
                .findFirst();
    }

    /** Creates an object, as somebody else would. */
    public <T extends HasMetadata> T create(Class<T> type, T object) {
        String namespace = object.getMetadata().getNamespace();
        try {
            return Models.copy(
                    store.create(kind(type), namespace == null ? "default" : namespace, Models.node(object)), type);
        } catch (ApiException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Changes the present state of an object; its status stays as it is. */
    public <T extends HasMetadata> void edit(Class<T> type, String namespace, String name, Consumer<T> change) {
        T object = find(type, namespace, name)
                .orElseThrow(() -> new IllegalStateException(type.getSimpleName() + " " + name + " does not exist"));
        change.accept(object);
        try {
            store.replace(kind(type), namespace, name, Models.node(object), Subresource.NONE);
        } catch (ApiException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Deletes an object; a pod that runs takes the time to stop. */
    public void delete(HasMetadata object) {
        delete(object, DeleteOptions.DEFAULT);
    }

    /** Deletes an object with no time to stop, as {@code kubectl delete --force} does. */
    public void deleteNow(HasMetadata object) {
        delete(object, DeleteOptions.now());
    }

    private void delete(HasMetadata object, DeleteOptions options) {
        try {
            store.delete(
                    kind(object.getClass()),
                    object.getMetadata().getNamespace(),
                    object.getMetadata().getName(),
                    options);
        } catch (ApiException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static ResourceType kind(Class<? extends HasMetadata> type) {
        return ResourceType.ofKind(HasMetadata.getApiVersion(type), HasMetadata.getKind(type))
                .orElseThrow(
                        () -> new IllegalArgumentException("type: " + type + " (expected: a kind that is served)"));
    }
}
