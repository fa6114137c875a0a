package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Puts a pod's scratch folders into one order: Spark shuffles them. */
final class LocalDirOrder {
    private static final Pattern FOLDER = Pattern.compile("spark-local-dir-\\d+");

    private LocalDirOrder() {}

    static void sort(JsonNode pod) {
        for (JsonNode container : pod.at("/spec/containers")) {
            for (JsonNode variable : container.path("env")) {
                if (variable.path("name").asText().equals("SPARK_LOCAL_DIRS")) {
                    String[] folders = variable.path("value").asText().split(",");
                    Arrays.sort(folders);
                    ((ObjectNode) variable).put("value", String.join(",", folders));
                }
            }
            sortMounts(container.path("volumeMounts"));
        }
    }

    private static void sortMounts(JsonNode mounts) {
        List<ObjectNode> numbered = new ArrayList<>();
        mounts.forEach(mount -> {
            if (FOLDER.matcher(mount.path("name").asText()).matches()) {
                numbered.add((ObjectNode) mount);
            }
        });
        List<String> paths = new ArrayList<>(
                numbered.stream().map(mount -> mount.get("mountPath").asText()).toList());
        Collections.sort(paths);
        for (int i = 0; i < numbered.size(); i++) {
            numbered.get(i).put("mountPath", paths.get(i)).put("name", "spark-local-dir-" + (i + 1));
        }
    }
}
