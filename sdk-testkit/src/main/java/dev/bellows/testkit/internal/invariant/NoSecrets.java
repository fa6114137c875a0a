package dev.bellows.testkit.internal.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.WatchEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** No secret spreads: what stands in a Secret of the cluster stands in nothing that a process of the SDK writes. */
public final class NoSecrets {
    /** Shorter ones stand anywhere by chance. */
    private static final int SHORTEST = 8;

    private final Consumer<String> violations;
    private final Map<String, String> namesByValue = new HashMap<>();

    /** Watches from now on. */
    public NoSecrets(ClusterStore store, Consumer<String> violations) {
        this.violations = violations;
        store.watch(ResourceType.SECRETS, null, Selectors.ALL, null, this::event);
    }

    /** A process sends an object, or a change of one. */
    public void written(String process, String step, JsonNode body) {
        if (!namesByValue.isEmpty()) {
            look(process, step, body);
        }
    }

    private void look(String process, String step, JsonNode node) {
        if (node.isTextual()) {
            namesByValue.forEach((value, name) -> {
                if (node.asText().contains(value)) {
                    violations.accept("I5: " + process + " writes what is secret in " + name + ": " + step);
                }
            });
        }
        node.forEach(child -> look(process, step, child));
    }

    private void event(WatchEvent event) {
        String name = "secrets/" + event.object().path("metadata").path("name").asText();
        namesByValue.values().removeIf(name::equals);
        if (event.type() != WatchEvent.Type.DELETED) {
            event.object().path("data").forEach(value -> add(value.asText(), name));
        }
    }

    private void add(String encoded, String name) {
        String value = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        if (value.length() >= SHORTEST) {
            namesByValue.put(value, name);
            namesByValue.put(encoded, name);
        }
    }
}
