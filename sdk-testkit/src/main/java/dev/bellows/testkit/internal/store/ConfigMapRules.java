package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules for how much a ConfigMap holds; {@link DataKeys} are those for its keys. */
final class ConfigMapRules {
    private static final int MOST_BYTES = 1024 * 1024;

    private ConfigMapRules() {}

    /** Adds that it is too much. */
    static void check(JsonNode map, List<Cause> causes) {
        long bytes = 0;
        for (String field : List.of("data", "binaryData")) {
            for (JsonNode value : map.path(field)) {
                bytes += size(field, value.asText());
            }
        }
        if (bytes > MOST_BYTES) {
            causes.add(Cause.tooLong("[]", MOST_BYTES));
        }
    }

    private static long size(String field, String text) {
        // Base 64 is four characters for three bytes, the last ones padded.
        return field.equals("data")
                ? text.getBytes(StandardCharsets.UTF_8).length
                : text.length() / 4L * 3 - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);
    }
}
