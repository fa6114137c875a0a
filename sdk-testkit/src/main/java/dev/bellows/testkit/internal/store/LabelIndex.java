package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Which objects carry a label: so that a list of few does not look at all. Guarded by the store's lock. */
final class LabelIndex {

    private final Map<Label, NavigableSet<ObjectKey>> carriers = new HashMap<>();

    void add(ObjectRef ref, JsonNode object) {
        labels(object)
                .properties()
                .forEach(label -> carriers.computeIfAbsent(
                                new Label(
                                        ref.type(),
                                        label.getKey(),
                                        label.getValue().asText()),
                                any -> new TreeSet<>())
                        .add(ref.key()));
    }

    void remove(ObjectRef ref, JsonNode object) {
        labels(object)
                .properties()
                .forEach(label -> carriers.computeIfPresent(
                        new Label(ref.type(), label.getKey(), label.getValue().asText()), (any, keys) -> {
                            keys.remove(ref.key());
                            return keys.isEmpty() ? null : keys;
                        }));
    }

    /** The fewest objects, in order, among which are all that carry these labels; empty if no label is asked for. */
    Optional<NavigableSet<ObjectKey>> carriersOf(ResourceType type, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .map(label -> carriers.getOrDefault(
                        new Label(type, label.getKey(), label.getValue()), Collections.emptyNavigableSet()))
                .min((one, other) -> Integer.compare(one.size(), other.size()));
    }

    private static JsonNode labels(JsonNode object) {
        return object.path("metadata").path("labels");
    }

    private record Label(ResourceType type, String key, String value) {
        @Override
        public int hashCode() {
            // The type's own hash goes through all its fields.
            return 31 * key.hashCode() + value.hashCode();
        }
    }
}
