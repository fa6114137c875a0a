package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Numbers the claims that are made for a pod by its volumes: Spark counts them in no particular order. */
final class ClaimNames {
    private static final Pattern NUMBERED = Pattern.compile("(.*-pvc-)\\d+");

    private ClaimNames() {}

    /** The same objects, by names that say which volume a claim is for. */
    static Map<String, JsonNode> settle(Map<String, JsonNode> objects, String pod) {
        Map<String, String> names = new TreeMap<>();
        for (JsonNode volume : objects.get(pod).at("/spec/volumes")) {
            JsonNode claim = volume.path("persistentVolumeClaim");
            String name = claim.path("claimName").asText();
            if (NUMBERED.matcher(name).matches()) {
                names.put(
                        name,
                        NUMBERED.matcher(name)
                                .replaceFirst("$1" + volume.get("name").asText()));
                ((ObjectNode) claim).put("claimName", names.get(name));
            }
        }
        Map<String, JsonNode> settled = new TreeMap<>();
        objects.forEach((key, object) -> {
            String name = object.at("/metadata/name").asText();
            if (names.containsKey(name)) {
                ((ObjectNode) object.get("metadata")).put("name", names.get(name));
                settled.put(key.replace(name, names.get(name)), object);
            } else {
                settled.put(key, object);
            }
        });
        return settled;
    }
}
