package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules for the keys of ConfigMaps and Secrets, which become names of files. */
final class DataKeys {
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final int MOST_CHARACTERS = 253;
    private static final String RULE = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
            + " (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    private DataKeys() {}

    /** What is wrong with an object's keys. */
    static List<Cause> check(ResourceType type, ObjectNode object) {
        if (!type.equals(ResourceType.CONFIG_MAPS) && !type.equals(ResourceType.SECRETS)) {
            return List.of();
        }
        return Stream.of("data", "binaryData")
                .flatMap(field -> object.path(field).properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !isKey(key))
                        .map(key -> Cause.invalid(field + "[" + key + "]", "\"" + key + "\"", RULE)))
                .toList();
    }

    private static boolean isKey(String key) {
        return KEY.matcher(key).matches()
                && key.length() <= MOST_CHARACTERS
                && !key.equals(".")
                && !key.startsWith("..");
    }
}
