package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From the store's nodes to model objects and back. One version of an object becomes a model object once, and all who ask for it share it:
 * readers must not change what they get.
 */
public final class Models {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<Version, HasMetadata> known = new Newest<>();

    /** What a pod is to be stays while what is seen of it changes. */
    private final Map<String, Spec> specs = new Newest<>();

    /** The node of a model object. */
    public static ObjectNode node(HasMetadata object) {
        return MAPPER.valueToTree(object);
    }

    /** A model object of one's own, to be changed at will. */
    public static <T> T copy(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    <T extends HasMetadata> T model(ObjectKind<T> kind, ObjectNode node) {
        JsonNode metadata = node.path("metadata");
        String uid = metadata.path("uid").asText("");
        Version version =
                new Version(kind.type(), uid, metadata.path("resourceVersion").asText(""));
        HasMetadata model = known.get(version);
        if (model == null) {
            model = kind.metadataOnly()
                    ? metadataOf(node)
                    : kind.type().equals(Pod.class) ? pod(uid, node) : copy(node, kind.type());
            if (!uid.isEmpty()) {
                known.put(version, model);
            }
        }
        return kind.type().cast(model);
    }

    private static PartialObjectMetadata metadataOf(ObjectNode node) {
        PartialObjectMetadata partial = new PartialObjectMetadata();
        partial.setMetadata(copy(node.path("metadata"), ObjectMeta.class));
        return partial;
    }

    private Pod pod(String uid, ObjectNode node) {
        JsonNode spec = node.path("spec");
        Spec present = specs.get(uid);
        if (present == null || !present.isOf(spec)) {
            present = new Spec(spec, copy(spec, PodSpec.class));
            specs.put(uid, present);
        }
        Pod pod = new Pod();
        pod.setMetadata(copy(node.path("metadata"), ObjectMeta.class));
        pod.setSpec(present.model);
        pod.setStatus(copy(node.path("status"), PodStatus.class));
        return pod;
    }

    private record Spec(JsonNode node, PodSpec model) {
        /** The store never changes a node that it shows. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JsonNode other) {
            return node == other;
        }
    }

    /** A map that forgets what was not used for longest. */
    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private static final int KEPT = 4_096;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > KEPT;
        }
    }

    private record Version(Class<?> type, String uid, String version) {}
}
