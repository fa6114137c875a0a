package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the {@code metadata} of objects. */
final class Metadata {

    private Metadata() {}

    static ObjectNode of(ObjectNode object) {
        return object.path("metadata") instanceof ObjectNode metadata ? metadata : object.putObject("metadata");
    }

    static String text(JsonNode object, String field) {
        return object.path("metadata").path(field).asText("");
    }

    static String name(JsonNode object) {
        return text(object, "name");
    }

    static String uid(JsonNode object) {
        return text(object, "uid");
    }

    static String version(JsonNode object) {
        return text(object, "resourceVersion");
    }

    static boolean isDeleting(JsonNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    /** Time to stop that is left to a deleted object; null where none was set. */
    static @Nullable Long grace(JsonNode object) {
        JsonNode grace = object.path("metadata").path("deletionGracePeriodSeconds");
        return grace.isNumber() ? grace.longValue() : null;
    }

    static List<String> finalizers(JsonNode object) {
        List<String> finalizers = new ArrayList<>();
        object.path("metadata").path("finalizers").forEach(item -> finalizers.add(item.asText()));
        return finalizers;
    }

    static void setFinalizers(ObjectNode object, Collection<String> finalizers) {
        if (finalizers.isEmpty()) {
            of(object).remove("finalizers");
        } else {
            ArrayNode list = of(object).putArray("finalizers");
            finalizers.forEach(list::add);
        }
    }

    static List<Owner> owners(JsonNode object) {
        List<Owner> owners = new ArrayList<>();
        object.path("metadata").path("ownerReferences").forEach(reference -> owners.add(Owner.read(reference)));
        return owners;
    }

    static void dropOwner(ObjectNode object, String uid) {
        if (of(object).path("ownerReferences") instanceof ArrayNode present) {
            ArrayNode references = of(object).putArray("ownerReferences");
            present.forEach(reference -> {
                if (!uid.equals(reference.path("uid").asText())) {
                    references.add(reference);
                }
            });
            if (references.isEmpty()) {
                of(object).remove("ownerReferences");
            }
        }
    }

    static String timestamp(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }
}
