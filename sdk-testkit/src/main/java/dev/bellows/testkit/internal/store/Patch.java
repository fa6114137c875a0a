package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change to one object.
 *
 * @param format how to read the body
 * @param body the change itself
 */
public record Patch(Format format, JsonNode body) {

    /** The patch formats of the API. */
    public enum Format {
        /** JSON merge patch, RFC 7386. */
        MERGE,
        /** JSON patch, RFC 6902. */
        JSON,
        /** Kubernetes' merge by list keys. */
        STRATEGIC,
        /** Create, or merge by list keys. */
        APPLY
    }

    /** A JSON merge patch. */
    public static Patch merge(ObjectNode body) {
        return new Patch(Format.MERGE, body);
    }

    /** A JSON patch. */
    public static Patch json(ArrayNode operations) {
        return new Patch(Format.JSON, operations);
    }

    /** A strategic merge patch. */
    public static Patch strategic(ObjectNode body) {
        return new Patch(Format.STRATEGIC, body);
    }

    /** An apply patch: the whole intent of its sender. */
    public static Patch apply(ObjectNode intent) {
        return new Patch(Format.APPLY, intent);
    }
}
