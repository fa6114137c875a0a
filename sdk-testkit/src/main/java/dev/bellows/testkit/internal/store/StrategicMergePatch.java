package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' own merge: like a merge patch, but lists whose elements have a key are merged by it, and finalizers as
 * a set. Understands the directives {@code $patch} (delete, replace) and {@code $deleteFromPrimitiveList}; element
 * order is that of the target, new elements last.
 */
final class StrategicMergePatch {

    private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
    private static final Map<String, List<String>> MERGE_KEYS = Map.ofEntries(
            Map.entry("conditions", List.of("type")),
            Map.entry("containers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ownerReferences", List.of("uid")),
            Map.entry("podIPs", List.of("ip")),
            Map.entry("ports", List.of("containerPort", "port")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumes", List.of("name")));

    private StrategicMergePatch() {}

    static ObjectNode apply(JsonNode target, ObjectNode patch) {
        boolean replace = "replace".equals(patch.path("$patch").asText());
        ObjectNode result = target instanceof ObjectNode object && !replace
                ? Bodies.shallow(object)
                : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(change -> merge(result, change.getKey(), change.getValue()));
        return result;
    }

    private static void merge(ObjectNode result, String field, JsonNode value) {
        if (field.startsWith(DELETE_PRIMITIVES)) {
            String list = field.substring(DELETE_PRIMITIVES.length());
            if (result.path(list) instanceof ArrayNode present) {
                ArrayNode items = present.deepCopy();
                value.forEach(gone -> items.removeIf(gone::equals));
                result.set(list, items);
            }
        } else if (field.startsWith("$")) {
            // What is left orders elements or drops other members of a union: nothing depends on it here.
            return;
        } else if (value.isNull()) {
            result.remove(field);
        } else if (value instanceof ObjectNode object) {
            if ("delete".equals(object.path("$patch").asText())) {
                result.remove(field);
            } else {
                result.set(field, apply(result.path(field), object));
            }
        } else if (value instanceof ArrayNode items) {
            result.set(field, mergeList(field, result.path(field), items));
        } else {
            result.set(field, value.deepCopy());
        }
    }

    private static JsonNode mergeList(String field, JsonNode target, ArrayNode patch) {
        String key = mergeKey(field, patch);
        boolean isSet = field.equals("finalizers");
        if ((key == null && !isSet) || !(target instanceof ArrayNode)) {
            ArrayNode whole = JsonNodeFactory.instance.arrayNode();
            patch.forEach(item -> addUnlessDirective(whole, item));
            return whole;
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        target.forEach(result::add);
        for (JsonNode item : patch) {
            if (isSet || key == null) {
                addIfAbsent(result, item);
            } else if (item instanceof ObjectNode element) {
                mergeElement(result, key, element);
            }
        }
        return result;
    }

    private static void mergeElement(ArrayNode list, String key, ObjectNode element) {
        int at = indexOf(list, key, element.path(key));
        boolean delete = "delete".equals(element.path("$patch").asText());
        if (delete && at >= 0) {
            list.remove(at);
        } else if (at >= 0) {
            list.set(at, apply(list.get(at), element));
        } else {
            addUnlessDirective(list, element);
        }
    }

    private static @Nullable String mergeKey(String field, ArrayNode patch) {
        return MERGE_KEYS.getOrDefault(field, List.of()).stream()
                .filter(key -> !patch.isEmpty() && patch.get(0).has(key))
                .findFirst()
                .orElse(null);
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static void addIfAbsent(ArrayNode list, JsonNode item) {
        for (JsonNode present : list) {
            if (present.equals(item)) {
                return;
            }
        }
        list.add(item.deepCopy());
    }

    private static void addUnlessDirective(ArrayNode list, JsonNode item) {
        if (!item.has("$patch")) {
            list.add(item.deepCopy());
        }
    }
}
