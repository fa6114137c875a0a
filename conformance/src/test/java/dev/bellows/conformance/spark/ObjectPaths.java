package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An object as a map from path to text, so that two objects can be compared field by field. The elements of a list are known by their
 * name where they have one, so that their order does not count; texts that are empty count as absent.
 */
final class ObjectPaths {
    private final SortedMap<String, String> paths = new TreeMap<>();

    private ObjectPaths() {}

    static SortedMap<String, String> of(JsonNode object) {
        ObjectPaths all = new ObjectPaths();
        all.add("", object);
        return all.paths;
    }

    /** Every path in which two objects differ. */
    static List<Difference> differences(String object, Map<String, String> spark, Map<String, String> bellows) {
        TreeSet<String> all = new TreeSet<>(spark.keySet());
        all.addAll(bellows.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String path : all) {
            String theirs = spark.getOrDefault(path, Difference.ABSENT);
            String ours = bellows.getOrDefault(path, Difference.ABSENT);
            if (!theirs.equals(ours)) {
                differences.add(new Difference(object, path, theirs, ours));
            }
        }
        return differences;
    }

    private void add(String path, JsonNode node) {
        if (node.isObject()) {
            int before = paths.size();
            node.properties().forEach(field -> add(join(path, field.getKey()), field.getValue()));
            if (paths.size() == before && !path.isEmpty()) {
                paths.put(path, "{}");
            }
        } else if (node.isArray()) {
            addElements(path, node);
        } else if (!node.isNull() && !node.asText().isEmpty()) {
            paths.put(path, node.asText());
        }
    }

    private void addElements(String path, JsonNode list) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode element = list.get(i);
            String key = path.endsWith("ownerReferences")
                    ? element.path("kind").asText()
                    : element.path("name").asText(Integer.toString(i));
            int number = seen.merge(key, 1, Integer::sum);
            add(path + "[" + key + (number == 1 ? "" : "#" + number) + "]", element);
        }
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
