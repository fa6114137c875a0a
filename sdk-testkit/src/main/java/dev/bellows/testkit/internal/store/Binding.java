package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Puts a pod on a node: sets the node and the condition that says so. */
final class Binding {

    private Binding() {}

    static ObjectNode apply(ObjectNode pod, String node, Instant now) {
        String name = Metadata.name(pod);
        String present = pod.path("spec").path("nodeName").asText("");
        if (Metadata.isDeleting(pod)) {
            throw ApiException.conflict(
                    ResourceType.PODS, name, "pod " + name + " is being deleted, cannot be assigned to a host");
        }
        if (!present.isEmpty()) {
            throw ApiException.conflict(
                    ResourceType.PODS, name, "pod " + name + " is already assigned to node \"" + present + "\"");
        }
        ObjectNode bound = StrategicMergePatch.apply(pod, scheduled(now));
        ObjectNode spec =
                bound.path("spec") instanceof ObjectNode wanted ? wanted : JsonNodeFactory.instance.objectNode();
        bound.set("spec", Bodies.shallow(spec).put("nodeName", node));
        return bound;
    }

    private static ObjectNode scheduled(Instant now) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .put("lastTransitionTime", Metadata.timestamp(now));
        return patch;
    }
}
