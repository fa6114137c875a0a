package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.WatchEvent;
import java.util.HashMap;
import java.util.Map;

/** Writes down what becomes of pods, as their objects show it: a line for each change that people care about. */
final class PodTrace {
    private final Trace trace;
    private final Map<String, String> shown = new HashMap<>();

    PodTrace(Trace trace) {
        this.trace = trace;
    }

    void event(WatchEvent event) {
        JsonNode metadata = event.object().path("metadata");
        String uid = metadata.path("uid").asText();
        String state = event.type() == WatchEvent.Type.DELETED ? "gone" : state(event.object());
        if (!state.equals(shown.put(uid, state))) {
            trace.add("pod", metadata.path("name").asText(), state);
        }
        if (event.type() == WatchEvent.Type.DELETED) {
            shown.remove(uid);
        }
    }

    private static String state(JsonNode pod) {
        StringBuilder text = new StringBuilder(pod.path("status").path("phase").asText());
        append(text, " on ", pod.path("spec").path("nodeName"));
        append(text, " ", pod.path("status").path("reason"));
        JsonNode container =
                pod.path("status").path("containerStatuses").path(0).path("state");
        append(text, " ", container.path("waiting").path("reason"));
        append(text, " exit ", container.path("terminated").path("exitCode"));
        append(text, " ", container.path("terminated").path("reason"));
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("DisruptionTarget")) {
                append(text, " ", condition.path("reason"));
            }
        }
        if (pod.path("metadata").has("deletionTimestamp")) {
            text.append(" terminating");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String before, JsonNode value) {
        if (!value.isMissingNode() && !value.asText().isEmpty()) {
            text.append(before).append(value.asText());
        }
    }
}
