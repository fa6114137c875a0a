package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Puts into one order what Spark puts into any: a pod's scratch folders, and the options of an executor's JVM. */
final class PodOrder {
    private static final Pattern OPTION = Pattern.compile("SPARK_JAVA_OPT_\\d+");
    private static final Pattern FOLDER = Pattern.compile("spark-local-dir-\\d+");

    private PodOrder() {}

    static void sort(JsonNode pod) {
        for (JsonNode container : pod.at("/spec/containers")) {
            for (JsonNode variable : container.path("env")) {
                if (variable.path("name").asText().equals("SPARK_LOCAL_DIRS")) {
                    String[] folders = variable.path("value").asText().split(",");
                    Arrays.sort(folders);
                    ((ObjectNode) variable).put("value", String.join(",", folders));
                }
            }
            sortValues(named(container.path("env"), OPTION), "value");
            sortValues(named(container.path("volumeMounts"), FOLDER), "mountPath");
        }
    }

    private static List<ObjectNode> named(JsonNode list, Pattern name) {
        List<ObjectNode> named = new ArrayList<>();
        list.forEach(element -> {
            if (name.matcher(element.path("name").asText()).matches()) {
                named.add((ObjectNode) element);
            }
        });
        named.sort(Comparator.comparing(element -> element.get("name").asText()));
        return named;
    }

    private static void sortValues(List<ObjectNode> elements, String field) {
        List<String> values = elements.stream()
                .map(element -> element.get(field).asText())
                .sorted()
                .toList();
        for (int i = 0; i < values.size(); i++) {
            elements.get(i).put(field, values.get(i));
        }
    }
}
