package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The rules for what a ConfigMap holds. */
final class ConfigMapRules {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String KEY = "[-._a-zA-Z0-9]+";
    private static final Pattern KEY_PATTERN = Pattern.compile(KEY);
    private static final String KEY_RULE = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
            + " (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '" + KEY + "')";

    private ConfigMapRules() {}

    /** Adds what is wrong with the content. */
    static void check(JsonNode map, List<Cause> causes) {
        long bytes = 0;
        for (String field : List.of("data", "binaryData")) {
            for (var entry : map.path(field).properties()) {
                String key = entry.getKey();
                if (!KEY_PATTERN.matcher(key).matches()) {
                    causes.add(Cause.invalid(field + "[" + key + "]", "\"" + key + "\"", KEY_RULE));
                }
                bytes += size(field, entry.getValue().asText());
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
