package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Works out what an object is after a write: what the writer may change, and what stays. */
final class Updates {

    private static final String MODIFIED =
            "the object has been modified; please apply your changes to the latest version and try again";
    private static final List<String> FIXED_METADATA = List.of(
            "name",
            "namespace",
            "generateName",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink");

    private Updates() {}

    /**
     * The object after a write; shares with both what it takes from them.
     *
     * @throws ApiException if a precondition or a rule is broken
     */
    static ObjectNode apply(ResourceType type, ObjectNode before, ObjectNode wanted, Subresource sub) {
        checkIdentity(type, before, wanted);
        ObjectNode after = Bodies.normalised(wanted, before);
        after.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        keepMetadata(before, after);
        if (sub == Subresource.STATUS) {
            keepAllButStatus(before, after);
        } else if (type.hasStatus()) {
            keep(before, after, "status");
        }
        List<Cause> causes = ObjectRules.onUpdate(type, before, after);
        if (!causes.isEmpty()) {
            throw ApiException.invalid(type, Metadata.name(before), causes);
        }
        if (type.hasGeneration() && !before.path("spec").equals(after.path("spec"))) {
            Metadata.of(after).put("generation", generation(before) + 1);
        }
        return after;
    }

    static long generation(JsonNode object) {
        return object.path("metadata").path("generation").asLong(0);
    }

    private static void checkIdentity(ResourceType type, ObjectNode before, ObjectNode wanted) {
        String name = Metadata.name(before);
        String wantedName = Metadata.name(wanted);
        if (!wantedName.isEmpty() && !wantedName.equals(name)) {
            throw ApiException.badRequest(
                    "the name of the object (" + wantedName + ") does not match the name on the URL (" + name + ")");
        }
        Bodies.checkNamespace(wanted, Metadata.text(before, "namespace"));
        String version = Metadata.version(wanted);
        if (!version.isEmpty() && !version.equals(Metadata.version(before))) {
            throw ApiException.conflict(type, name, MODIFIED);
        }
    }

    private static void keepMetadata(ObjectNode before, ObjectNode after) {
        ObjectNode was = Metadata.of(before);
        ObjectNode is = Metadata.of(after);
        FIXED_METADATA.forEach(field -> keep(was, is, field));
        if (Metadata.uid(after).isEmpty()) {
            keep(was, is, "uid");
        }
        keep(was, is, "resourceVersion");
    }

    private static void keepAllButStatus(ObjectNode before, ObjectNode after) {
        before.properties().forEach(field -> {
            if (!field.getKey().equals("status") && !field.getKey().equals("metadata")) {
                after.set(field.getKey(), field.getValue());
            }
        });
        keep(Metadata.of(before), Metadata.of(after), "ownerReferences");
    }

    private static void keep(ObjectNode before, ObjectNode after, String field) {
        if (before.has(field)) {
            after.set(field, before.path(field));
        } else {
            after.remove(field);
        }
    }
}
