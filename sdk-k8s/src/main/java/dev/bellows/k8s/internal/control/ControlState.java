package dev.bellows.k8s.internal.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a listener tells of its driver.
 *
 * @param target how many executors Spark wants
 * @param executors what each holds, by id; one that has gone may still be among them
 */
public record ControlState(OptionalInt target, Map<Integer, Held> executors) {
    /** Copies the map. */
    public ControlState {
        executors = Map.copyOf(executors);
    }

    /**
     * What an executor holds, as the driver tells it to whoever fetches shuffle data.
     *
     * @param needed how many map outputs that running work needs
     * @param outputs how many map outputs in all
     * @param kept whether dynamic allocation keeps it for them
     */
    public record Held(int needed, int outputs, boolean kept) {
        /** Whether running work needs any of it. */
        public boolean isNeeded() {
            return needed > 0 || kept;
        }
    }

    /** Whether an executor holds any shuffle data that the driver has not forgotten, be it empty blocks. */
    public boolean holdsAny(int executor) {
        Held held = executors.get(executor);
        return held != null && (held.outputs() > 0 || held.isNeeded());
    }

    static ControlState of(JsonNode answer) {
        Map<Integer, Held> executors = new HashMap<>();
        answer.path("executors").properties().stream()
                .filter(each -> each.getKey().matches("\\d{1,9}"))
                .forEach(each -> executors.put(
                        Integer.parseInt(each.getKey()),
                        new Held(
                                each.getValue().path("needed").asInt(),
                                each.getValue().path("held").asInt(),
                                each.getValue().path("kept").asBoolean())));
        return new ControlState(targetIn(answer), executors);
    }

    static OptionalInt targetIn(JsonNode answer) {
        JsonNode target = answer.path("target");
        return target.isInt() ? OptionalInt.of(target.asInt()) : OptionalInt.empty();
    }
}
