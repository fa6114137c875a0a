package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import java.util.Optional;

/** What a pod's volumes need and its namespace does not hold. */
final class MissingMount {
    private final ClusterStore store;
    private final String namespace;

    MissingMount(ClusterStore store, String namespace) {
        this.store = store;
        this.namespace = namespace;
    }

    /** What is missing, in the words of a kubelet. */
    Optional<String> of(JsonNode pod) {
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            Optional<String> missing = source(volume, "secretName");
            for (JsonNode projected : volume.path("projected").path("sources")) {
                missing = missing.or(() -> source(projected, "name"));
            }
            if (missing.isPresent()) {
                String name = volume.path("name").asText();
                return missing.map(why -> "MountVolume.SetUp failed for volume \"" + name + "\" : " + why);
            }
        }
        return Optional.empty();
    }

    private Optional<String> source(JsonNode source, String secretName) {
        return keys(source.path("configMap"), "name", ResourceType.CONFIG_MAPS)
                .or(() -> keys(source.path("secret"), secretName, ResourceType.SECRETS));
    }

    private Optional<String> keys(JsonNode source, String nameField, ResourceType type) {
        if (source.isMissingNode() || source.path("optional").asBoolean()) {
            return Optional.empty();
        }
        String name = source.path(nameField).asText();
        String kind = type.plural().substring(0, type.plural().length() - 1);
        JsonNode object;
        try {
            object = store.get(type, namespace, name);
        } catch (ApiException e) {
            return Optional.of(kind + " \"" + name + "\" not found");
        }
        for (JsonNode item : source.path("items")) {
            String key = item.path("key").asText();
            if (!object.path("data").has(key) && !object.path("binaryData").has(key)) {
                return Optional.of("references non-existent config key: " + key);
            }
        }
        return Optional.empty();
    }
}
