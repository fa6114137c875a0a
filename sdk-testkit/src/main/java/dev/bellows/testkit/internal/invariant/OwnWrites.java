package dev.bellows.testkit.internal.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.compile.BellowsLabels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * No process acts on what is older than its own last write: a change of a record names the version that it was decided on, so that the API
 * server refuses it where another was faster, and nothing is made of an attempt that the process itself has ended.
 */
public final class OwnWrites {
    private static final String ENDED = "bellows.dev/ended-";
    private static final String OUTCOME = "bellows.dev/outcome";

    private final Consumer<String> violations;
    private final Map<Holder, Integer> ended = new HashMap<>();
    private final Set<String> created = new HashSet<>();

    /** Watches from now on. */
    public OwnWrites(Consumer<String> violations) {
        this.violations = violations;
    }

    /** A process sends a change of an object. */
    public void changes(String process, String object, JsonNode patch) {
        if (patch.path("metadata").path("resourceVersion").asText().isEmpty()) {
            violations.accept("I8: " + process + " changes " + object + " whatever has become of it");
        }
    }

    /** A process hears what its change left. */
    public void changed(String process, ObjectMeta record) {
        Map<String, String> annotations = record.getAnnotations() == null ? Map.of() : record.getAnnotations();
        int last = annotations.keySet().stream()
                .filter(key -> key.startsWith(ENDED))
                .mapToInt(key -> Integer.parseInt(key.substring(ENDED.length())))
                .max()
                .orElse(0);
        ended.merge(
                new Holder(process, record.getUid()),
                annotations.containsKey(OUTCOME) ? Integer.MAX_VALUE : last,
                Math::max);
    }

    /** A process sends a new object. */
    public void creates(String process, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        int attempt = metadata.path("labels").path(BellowsLabels.ATTEMPT).asInt();
        for (JsonNode owner : metadata.path("ownerReferences")) {
            Holder holder = new Holder(process, owner.path("uid").asText());
            String name = metadata.path("name").asText();
            // What is sent again was decided when it was sent first.
            boolean first = created.add(process + " " + holder.uid() + " " + name);
            if (first && attempt > 0 && attempt <= ended.getOrDefault(holder, 0)) {
                violations.accept("I8: " + process + " creates " + name + " of an attempt that it has ended itself");
            }
        }
    }

    private record Holder(String process, String uid) {}
}
