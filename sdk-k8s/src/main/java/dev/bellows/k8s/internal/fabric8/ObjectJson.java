package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.bellows.k8s.port.ClusterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Kubernetes objects as the JSON that travels; what a newer server adds is passed over. */
final class ObjectJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ObjectJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Kubernetes objects are plain data", e);
        }
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (IOException e) {
            String page = isPage(body) ? ", but a web page (expected: an API server at this address)" : "";
            throw ClusterException.noAnswer("the answer is not a " + type.getSimpleName() + page);
        }
    }

    /** Whether something else than an API server has answered, such as a proxy that asks for a password. */
    private static boolean isPage(byte[] body) {
        return new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw ClusterException.noAnswer("the answer is not JSON");
        }
    }

    static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw ClusterException.noAnswer("the answer holds no " + type.getSimpleName());
        }
    }
}
