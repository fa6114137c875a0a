package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A refusal by the API, with everything a Kubernetes Status says about it. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient @Nullable ObjectNode details;

    private ApiException(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** No object of that name. */
    public static ApiException notFound(ResourceType type, String name) {
        return new ApiException(404, "NotFound", quoted(type, name) + " not found", details(type, name));
    }

    /** No such path. */
    public static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", details());
    }

    /** The path exists, the verb does not. */
    public static ApiException methodNotAllowed() {
        return new ApiException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource", details());
    }

    /** The name is taken; a terminating holder is told apart in the message. */
    public static ApiException alreadyExists(ResourceType type, String name, boolean beingDeleted) {
        String prefix = beingDeleted ? "object is being deleted: " : "";
        return new ApiException(
                409, "AlreadyExists", prefix + quoted(type, name) + " already exists", details(type, name));
    }

    /** A precondition does not hold. */
    public static ApiException conflict(ResourceType type, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + quoted(type, name) + ": " + why,
                details(type, name));
    }

    /** The object to delete is not the one that the caller means. */
    static ApiException preconditionFailed(ResourceType type, String name, String why) {
        ObjectNode details = details(type, name).put("kind", type.kind());
        String message = "Operation cannot be fulfilled on " + type.qualifiedKind() + " \"" + name + "\": " + why;
        return new ApiException(409, "Conflict", message, details);
    }

    /** A JSON patch that does not fit the object. */
    static ApiException unfittingPatch() {
        return new ApiException(
                422, "Invalid", "the server rejected our request due to an error in our request", details());
    }

    /** The object breaks a rule of its kind. */
    public static ApiException invalid(ResourceType type, String name, List<Cause> causes) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.kind());
        ArrayNode list = details.putArray("causes");
        causes.forEach(cause -> list.addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
        String text = causes.stream().map(Cause::inMessage).collect(Collectors.joining(", "));
        String shown = causes.size() == 1 ? text : "[" + text + "]";
        String message = type.qualifiedKind() + " \"" + name + "\" is invalid: " + shown;
        return new ApiException(422, "Invalid", message, details);
    }

    /** The request cannot be understood. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, null);
    }

    /** The caller is not known. */
    public static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized", null);
    }

    /** The write is understood and refused. */
    public static ApiException forbidden(ResourceType type, String name, String why) {
        return new ApiException(403, "Forbidden", quoted(type, name) + " is forbidden: " + why, details(type, name));
    }

    /** The namespace is going away and takes nothing new. */
    static ApiException namespaceTerminating(ResourceType type, String name, String namespace) {
        String why = "unable to create new content in namespace " + namespace + " because it is being terminated";
        ApiException refused = forbidden(type, name, why);
        if (refused.details != null) {
            refused.details
                    .putArray("causes")
                    .addObject()
                    .put("reason", "NamespaceTerminating")
                    .put("message", "namespace " + namespace + " is being terminated")
                    .put("field", "metadata.namespace");
        }
        return refused;
    }

    /** The version asked for is no longer in the history. */
    public static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, null);
    }

    /** The patch or body format is not served. */
    public static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, details());
    }

    /** The server failed, not the caller. */
    public static ApiException internal(String message) {
        return new ApiException(500, "InternalError", "Internal error occurred: " + message, null);
    }

    /** What stands behind the server cannot be reached. */
    public static ApiException unreachable(String why) {
        return new ApiException(503, "ServiceUnavailable", "error trying to reach service: " + why, null);
    }

    /** The HTTP status. */
    public int code() {
        return code;
    }

    /** The machine-readable reason, such as {@code NotFound}. */
    public String reason() {
        return reason;
    }

    /** The refusal as a Kubernetes {@code Status} object. */
    public ObjectNode toStatus() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (details != null) {
            status.set("details", details.deepCopy());
        }
        return status.put("code", code);
    }

    private static String quoted(ResourceType type, String name) {
        return type.qualifiedResource() + " \"" + name + "\"";
    }

    private static ObjectNode details() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode details(ResourceType type, String name) {
        ObjectNode details = details().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }
}
