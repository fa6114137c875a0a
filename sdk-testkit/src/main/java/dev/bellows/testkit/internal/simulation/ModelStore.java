package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import dev.bellows.k8s.port.ClusterPort.Listing;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.testkit.internal.store.AccessReviews;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ObjectList;
import dev.bellows.testkit.internal.store.Patch;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.StrictFields;
import dev.bellows.testkit.internal.store.Subresource;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchSink;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The verbs of the port over a store, at once: model objects in and out, refusals as {@link ClusterException}. */
final class ModelStore {
    private final ClusterStore store;
    private final Models models;
    private final long lag;

    ModelStore(ClusterStore store, Models models) {
        this(store, models, 0);
    }

    private ModelStore(ClusterStore store, Models models, long lag) {
        this.store = store;
        this.models = models;
        this.lag = lag;
    }

    /** The same objects, read as they were so many changes ago. */
    ModelStore lagging(long changes) {
        return new ModelStore(store, models, changes);
    }

    /** A scripted driver serves nothing over HTTP. */
    String proxy(String namespace, String pod) {
        get(ObjectKind.PODS, namespace, pod);
        throw refusal(ApiException.unreachable("connect: connection refused"));
    }

    <T extends HasMetadata> T create(ObjectKind<T> kind, String namespace, ObjectNode body) {
        return asking(() -> {
            if (AccessReviews.take(kind.apiVersion(), kind.plural())) {
                return model(kind, AccessReviews.answer(kind.plural(), body));
            }
            checkFields(kind, body);
            return model(kind, store.create(type(kind), namespace, body));
        });
    }

    <T extends HasMetadata> T tryCreate(ObjectKind<T> kind, String namespace, T object) {
        return asking(() -> {
            ObjectNode body = Models.node(object);
            checkFields(kind, body);
            return model(kind, store.createDryRun(type(kind), namespace, body));
        });
    }

    private static void checkFields(ObjectKind<?> kind, ObjectNode body) {
        if (kind.type().equals(GenericKubernetesResource.class)) {
            StrictFields.check(type(kind), body);
        } else {
            StrictFields.check(type(kind), kind.type(), body);
        }
    }

    <T extends HasMetadata> T get(ObjectKind<T> kind, String namespace, String name) {
        return asking(() -> {
            if (lag == 0) {
                return model(kind, store.get(type(kind), namespace, name));
            }
            return store.listPast(type(kind), namespace, Selectors.name(name), lag).items().stream()
                    .findFirst()
                    .map(node -> model(kind, node))
                    .orElseThrow(() -> ApiException.notFound(type(kind), name));
        });
    }

    <T extends HasMetadata> Listing<T> list(ObjectKind<T> kind, String namespace, String selector) {
        return list(kind, namespace, Selectors.labels(selector));
    }

    List<Event> events(String namespace, String uid) {
        return list(ObjectKind.EVENTS, namespace, Selectors.fields("involvedObject.uid=" + uid))
                .items();
    }

    private <T extends HasMetadata> Listing<T> list(ObjectKind<T> kind, String namespace, Selectors selectors) {
        return asking(() -> {
            ObjectList found = lag == 0
                    ? store.list(type(kind), namespace, selectors)
                    : store.listPast(type(kind), namespace, selectors, lag);
            List<T> items =
                    found.items().stream().map(node -> model(kind, node)).toList();
            return new Listing<>(items, found.resourceVersion());
        });
    }

    <T extends HasMetadata> T patch(ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        return asking(() -> {
            if (!(patch instanceof ObjectNode body)) {
                throw ApiException.badRequest("error decoding patch: the patch is not an object");
            }
            return model(kind, store.patch(type(kind), namespace, name, Patch.merge(body), Subresource.NONE));
        });
    }

    void delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        asking(() -> store.delete(type(kind), namespace, name, options(mode)));
    }

    void deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        asking(() -> store.deleteCollection(type(kind), namespace, Selectors.labels(selector), options(mode)));
    }

    Subscription watch(
            ObjectKind<?> kind, String namespace, String selector, @Nullable String fromVersion, WatchSink sink) {
        return asking(() -> store.watch(type(kind), namespace, Selectors.labels(selector), fromVersion, sink));
    }

    <T extends HasMetadata> T model(ObjectKind<T> kind, ObjectNode node) {
        return models.model(kind, node);
    }

    static ClusterException refusal(ApiException refused) {
        return refusal(refused.toStatus());
    }

    /** What a Status says. */
    static ClusterException refusal(JsonNode status) {
        List<FieldCause> causes = new ArrayList<>();
        status.path("details")
                .path("causes")
                .forEach(cause -> causes.add(new FieldCause(
                        cause.path("field").asText(), cause.path("message").asText())));
        return new ClusterException(
                status.path("code").asInt(),
                status.path("reason").asText(),
                status.path("message").asText(),
                causes,
                Optional.empty());
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (ApiException e) {
            throw refusal(e);
        }
    }

    private static DeleteOptions options(DeleteMode mode) {
        Long grace = mode.graceSeconds().isPresent() ? mode.graceSeconds().getAsLong() : null;
        DeleteOptions.Propagation propagation =
                mode.foreground() ? DeleteOptions.Propagation.FOREGROUND : DeleteOptions.Propagation.BACKGROUND;
        return new DeleteOptions(grace, propagation, mode.uid(), null, false);
    }

    private static ResourceType type(ObjectKind<?> kind) {
        String apiVersion = kind.apiVersion();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return ResourceType.find(group, apiVersion.substring(slash + 1), kind.plural())
                .orElseThrow(ApiException::noSuchPath);
    }
}
