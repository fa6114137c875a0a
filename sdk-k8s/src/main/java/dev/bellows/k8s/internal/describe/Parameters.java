package dev.bellows.k8s.internal.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.Footprint;
import dev.bellows.compile.ResourceTotal;
import dev.bellows.job.SparkJob;
import dev.bellows.run.RunDescription.Size;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a job says, field by field, and what it asks for. Pure. */
final class Parameters {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Parameters() {}

    static SortedMap<String, String> none() {
        return new TreeMap<>();
    }

    /** The fields that were set, by their path. */
    static SortedMap<String, String> of(SparkJob job) {
        SortedMap<String, String> fields = none();
        try {
            add("", MAPPER.readTree(job.toJson()), fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's JSON is JSON", e);
        }
        return fields;
    }

    private static void add(String path, JsonNode node, SortedMap<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> add(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(path + "[" + i + "]", node.get(i), fields);
            }
        } else {
            fields.put(path, node.asText());
        }
    }

    static List<Size> footprint(CompiledJob job) {
        Footprint footprint = job.footprint();
        return List.of(
                size("minimum", footprint.minimum()),
                size("steady", footprint.steady()),
                size("maximum", footprint.maximum()));
    }

    private static Size size(String name, ResourceTotal total) {
        return new Size(name, total.pods(), total.millicores(), total.memoryMib());
    }
}
