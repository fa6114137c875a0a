package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.DeleteOptions;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads how an object shall go: from the body of a DELETE, or from its query if it has no body. */
final class DeleteRequest {

    private DeleteRequest() {}

    static DeleteOptions read(Body body, Query query) {
        return body.isEmpty() ? read(query) : read(body.object());
    }

    static DeleteOptions read(JsonNode options) {
        JsonNode preconditions = options.path("preconditions");
        JsonNode grace = options.path("gracePeriodSeconds");
        return new DeleteOptions(
                grace.isNumber() ? (Long) grace.longValue() : null,
                propagation(text(options, "propagationPolicy")),
                text(preconditions, "uid"),
                text(preconditions, "resourceVersion"),
                options.path("dryRun").has(0));
    }

    private static DeleteOptions read(Query query) {
        OptionalLong grace = query.number("gracePeriodSeconds");
        return new DeleteOptions(
                grace.isPresent() ? (Long) grace.getAsLong() : null,
                propagation(query.text("propagationPolicy")),
                null,
                null,
                query.dryRun());
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
