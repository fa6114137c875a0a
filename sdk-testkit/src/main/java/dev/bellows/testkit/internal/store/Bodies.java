package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Brings objects from clients into the form that the store keeps. */
final class Bodies {

    private static final List<String> EMPTY_IS_ABSENT =
            List.of("labels", "annotations", "finalizers", "ownerReferences", "managedFields");

    private Bodies() {}

    /** A copy without the fields that are null, which the API does not tell from absent ones. */
    static ObjectNode normalised(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        dropNulls(copy);
        ObjectNode metadata = Metadata.of(copy);
        EMPTY_IS_ABSENT.forEach(field -> {
            if (metadata.path(field).isContainerNode() && metadata.path(field).isEmpty()) {
                metadata.remove(field);
            }
        });
        return copy;
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
