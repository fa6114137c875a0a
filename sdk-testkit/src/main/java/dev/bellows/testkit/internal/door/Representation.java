package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ObjectList;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.WatchEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How objects are shown to a client: whole, or their metadata only. */
enum Representation {
    WHOLE,
    METADATA_ONLY;

    private static final String PARTIAL = "PartialObjectMetadata";
    private static final String PARTIAL_VERSION = "meta.k8s.io/v1";

    /** The first form in the Accept header that is served. */
    static Representation of(@Nullable String accept) {
        String first = accept == null ? "" : accept.split(",", 2)[0];
        boolean partial = Arrays.stream(first.split(";"))
                .map(String::strip)
                .anyMatch(parameter -> parameter.startsWith("as=" + PARTIAL));
        return partial ? METADATA_ONLY : WHOLE;
    }

    ObjectNode show(ObjectNode object) {
        if (this == WHOLE || object.path("kind").asText().equals("Status")) {
            return object;
        }
        ObjectNode partial = JsonNodeFactory.instance.objectNode();
        partial.put("kind", PARTIAL).put("apiVersion", PARTIAL_VERSION);
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    ObjectNode show(ResourceType type, ObjectList list) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("kind", (this == WHOLE ? type.kind() : PARTIAL) + "List");
        shown.put("apiVersion", this == WHOLE ? type.apiVersion() : PARTIAL_VERSION);
        ObjectNode metadata = shown.putObject("metadata").put("resourceVersion", list.resourceVersion());
        if (list.continueToken() != null) {
            metadata.put("continue", list.continueToken());
        }
        if (list.remaining() != null) {
            metadata.put("remainingItemCount", list.remaining());
        }
        ArrayNode items = shown.putArray("items");
        for (ObjectNode item : list.items()) {
            if (this == WHOLE) {
                item.remove("kind");
                item.remove("apiVersion");
            }
            items.add(show(item));
        }
        return shown;
    }

    ObjectNode show(WatchEvent event) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("type", event.type().name());
        shown.set("object", show(event.object()));
        return shown;
    }
}
