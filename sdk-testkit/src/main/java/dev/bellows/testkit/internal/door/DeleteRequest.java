package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.DeleteOptions;
import org.jspecify.annotations.Nullable;

/** Reads how an object shall go from the body and the query of a DELETE. */
final class DeleteRequest {

    private DeleteRequest() {}

    static DeleteOptions read(JsonNode body, Query query) {
        JsonNode preconditions = body.path("preconditions");
        JsonNode grace = body.path("gracePeriodSeconds");
        Long seconds = grace.isNumber() ? (Long) grace.longValue() : null;
        if (seconds == null && query.number("gracePeriodSeconds").isPresent()) {
            seconds = query.number("gracePeriodSeconds").getAsLong();
        }
        String propagation = text(body, "propagationPolicy");
        return new DeleteOptions(
                seconds,
                propagation(propagation == null ? query.text("propagationPolicy") : propagation),
                text(preconditions, "uid"),
                text(preconditions, "resourceVersion"),
                query.dryRun() || body.path("dryRun").has(0));
    }

    private static DeleteOptions.@Nullable Propagation propagation(@Nullable String policy) {
        if (policy == null) {
            return null;
        }
        return switch (policy) {
            case "Background" -> DeleteOptions.Propagation.BACKGROUND;
            case "Foreground" -> DeleteOptions.Propagation.FOREGROUND;
            case "Orphan" -> DeleteOptions.Propagation.ORPHAN;
            default ->
                throw ApiException.badRequest("propagationPolicy: Unsupported value: \"" + policy
                        + "\": supported values: \"Foreground\", \"Background\", \"Orphan\"");
        };
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }
}
