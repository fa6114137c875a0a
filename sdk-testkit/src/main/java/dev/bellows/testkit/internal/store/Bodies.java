package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings objects from clients into the form that the store keeps. */
final class Bodies {

    private static final List<String> EMPTY_IS_ABSENT =
            List.of("labels", "annotations", "finalizers", "ownerReferences", "managedFields");

    private Bodies() {}

    /** A copy whose fields may be set; what they hold is shared, and must not be changed. */
    static ObjectNode shallow(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        return copy;
    }

    /** A copy whose fields may be set, and those of its metadata; what they hold is shared, and must not be changed. */
    static ObjectNode reopened(ObjectNode object) {
        ObjectNode copy = shallow(object);
        if (object.path("metadata") instanceof ObjectNode metadata) {
            copy.set("metadata", shallow(metadata));
        }
        return copy;
    }

    /** A copy without the fields that are null, which the API does not tell from absent ones. */
    static ObjectNode normalised(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        dropNulls(copy);
        dropEmpty(copy);
        return copy;
    }

    /** The same for a changed object: what it shares with the present one is in that form already. */
    static ObjectNode normalised(ObjectNode changed, ObjectNode present) {
        ObjectNode copy = reopened(changed);
        changed.properties().forEach(field -> {
            if (!isSame(field.getValue(), present.get(field.getKey()))) {
                copy.set(field.getKey(), withoutNulls(field.getValue(), present.path(field.getKey())));
            }
        });
        copy.removeIf(JsonNode::isNull);
        dropEmpty(copy);
        return copy;
    }

    /** Whether two nodes are one: what is shared needs no second look. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isSame(@Nullable JsonNode one, @Nullable JsonNode other) {
        return one == other;
    }

    private static JsonNode withoutNulls(JsonNode changed, JsonNode present) {
        if (changed instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .forEach(field -> copy.set(
                            field.getKey(),
                            isSame(field.getValue(), present.get(field.getKey()))
                                    ? field.getValue()
                                    : withoutNulls(field.getValue(), present.path(field.getKey()))));
            return copy;
        }
        if (changed instanceof ArrayNode) {
            JsonNode copy = changed.deepCopy();
            dropNulls(copy);
            return copy;
        }
        return changed;
    }

    private static void dropEmpty(ObjectNode copy) {
        ObjectNode metadata = Metadata.of(copy);
        EMPTY_IS_ABSENT.forEach(field -> {
            if (metadata.path(field).isContainerNode() && metadata.path(field).isEmpty()) {
                metadata.remove(field);
            }
        });
    }

    static void checkKind(ResourceType type, JsonNode object) {
        String kind = object.path("kind").asText("");
        String apiVersion = object.path("apiVersion").asText("");
        boolean foreign = !kind.isEmpty() && !kind.equals(type.kind());
        if (foreign || (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion()))) {
            throw ApiException.badRequest(kind + " in version \"" + (apiVersion.isEmpty() ? type.version() : apiVersion)
                    + "\" cannot be handled as a " + type.kind() + ": unknown conversion");
        }
    }

    static void checkNamespace(JsonNode object, String namespace) {
        String named = Metadata.text(object, "namespace");
        if (!named.isEmpty() && !named.equals(namespace)) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
            object.forEach(Bodies::dropNulls);
        } else if (node instanceof ArrayNode array) {
            array.forEach(Bodies::dropNulls);
        }
    }
}
