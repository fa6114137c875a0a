package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.Patch;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * The body of a request.
 *
 * @param contentType its type, without parameters
 * @param text its text
 */
record Body(String contentType, String text) {

    private static final List<String> OBJECT_TYPES = List.of("application/json", "application/yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    static Body of(String contentTypeHeader, String text) {
        return new Body(contentTypeHeader.split(";", 2)[0].strip(), text);
    }

    boolean isEmpty() {
        return text.isBlank();
    }

    /** The body as an object; empty text is an empty object. */
    ObjectNode object() {
        if (isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!OBJECT_TYPES.contains(contentType)) {
            throw ApiException.unsupportedMediaType("the body of the request was in an unknown format - accepted media"
                    + " types include: " + String.join(", ", OBJECT_TYPES));
        }
        if (tree() instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("the object provided is unrecognized: it is not an object");
    }

    Patch patch() {
        Patch.Format format = switch (contentType) {
            case "application/merge-patch+json" -> Patch.Format.MERGE;
            case "application/json-patch+json" -> Patch.Format.JSON;
            case "application/strategic-merge-patch+json" -> Patch.Format.STRATEGIC;
            case "application/apply-patch+yaml" -> Patch.Format.APPLY;
            default -> throw ApiException.unsupportedMediaType("415: Unsupported Media Type");
        };
        try {
            return new Patch(format, tree());
        } catch (ApiException e) {
            throw ApiException.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    private JsonNode tree() {
        try {
            return JSON.readTree(contentType.endsWith("yaml") ? YAML.convertToJson(text) : text);
        } catch (JsonProcessingException | RuntimeException e) {
            throw ApiException.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
        }
    }
}
