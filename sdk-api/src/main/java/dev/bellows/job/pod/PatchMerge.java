package dev.bellows.job.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** How a patch is laid over an object: as a JSON merge patch, but lists that Kubernetes merges by a key are merged by it. */
final class PatchMerge {
    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "volumes", "name",
            "env", "name",
            "imagePullSecrets", "name",
            "volumeMounts", "mountPath",
            "ports", "containerPort",
            "hostAliases", "ip",
            "topologySpreadConstraints", "topologyKey");

    private PatchMerge() {}

    /** The object with the patch laid over it; the object is changed, the patch is not. */
    static ObjectNode merge(ObjectNode object, ObjectNode patch) {
        patch.properties().forEach(field -> mergeField(object, field.getKey(), field.getValue()));
        return object;
    }

    private static void mergeField(ObjectNode object, String name, JsonNode value) {
        JsonNode present = object.path(name);
        if (value.isNull()) {
            object.remove(name);
        } else if (value instanceof ObjectNode inner) {
            // Also where there is nothing yet: nulls inside must not survive.
            ObjectNode base = present instanceof ObjectNode known ? known : object.objectNode();
            object.set(name, merge(base, inner));
        } else if (value instanceof ArrayNode list && KEYS.containsKey(name)) {
            ArrayNode base = present instanceof ArrayNode known ? known : object.arrayNode();
            object.set(name, mergeList(base, list, KEYS.get(name)));
        } else {
            object.set(name, value);
        }
    }

    private static ArrayNode mergeList(ArrayNode base, ArrayNode patch, String key) {
        for (JsonNode element : patch) {
            int index = indexOf(base, element.path(key), key);
            if (index >= 0 && element instanceof ObjectNode fields) {
                merge((ObjectNode) base.get(index), fields);
            } else if (element instanceof ObjectNode fields) {
                base.add(merge(base.objectNode(), fields));
            } else {
                base.add(element);
            }
        }
        return base;
    }

    private static int indexOf(ArrayNode list, JsonNode id, String key) {
        for (int i = 0; i < list.size(); i++) {
            if (!id.isMissingNode()
                    && list.get(i).isObject()
                    && list.get(i).path(key).equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
