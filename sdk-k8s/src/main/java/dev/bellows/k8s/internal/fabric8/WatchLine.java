package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a watch. What an event holds is read straight into its model, because this is done with every event.
 *
 * @param type what the line says has happened
 * @param event the event, unless its type is not known
 * @param rest the object of a line that is no event
 * @param <T> the model class
 */
record WatchLine<T extends HasMetadata>(
        String type,
        Optional<WatchEvent<T>> event,
        @Nullable JsonNode rest) {
    static <T extends HasMetadata> WatchLine<T> read(String line, Class<T> model) {
        try (JsonParser json = ObjectJson.MAPPER.createParser(line)) {
            String type = "";
            JsonNode rest = null;
            for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
                if (next != JsonToken.FIELD_NAME) {
                    continue;
                }
                String field = json.currentName();
                json.nextToken();
                Optional<WatchEvent.Type> known = known(type);
                if (field.equals("type")) {
                    type = json.getText();
                } else if (field.equals("object") && known.isPresent()) {
                    return of(known.get(), ObjectJson.MAPPER.readValue(json, model));
                } else if (field.equals("object")) {
                    rest = ObjectJson.MAPPER.readTree(json);
                } else {
                    json.skipChildren();
                }
            }
            // The object may stand before the type.
            Optional<WatchEvent.Type> known = known(type);
            return known.isPresent() && rest != null
                    ? of(known.get(), ObjectJson.convert(rest, model))
                    : new WatchLine<>(type, Optional.empty(), rest);
        } catch (IOException e) {
            throw ClusterException.noAnswer("the line of the watch is not one of a " + model.getSimpleName());
        }
    }

    private static <T extends HasMetadata> WatchLine<T> of(WatchEvent.Type type, T object) {
        return new WatchLine<>(type.name(), Optional.of(new WatchEvent<>(type, object)), null);
    }

    private static Optional<WatchEvent.Type> known(String type) {
        return Arrays.stream(WatchEvent.Type.values())
                .filter(known -> known.name().equals(type))
                .findFirst();
    }
}
