package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.Patch;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.StrictFields;
import dev.bellows.testkit.internal.store.Subresource;
import java.util.Set;

/** Answers the requests that are whole at once: everything but watches and logs. */
final class Verbs {

    private static final Set<ResourceType> RETURNED_WHEN_DELETED = Set.of(
            ResourceType.PODS,
            ResourceType.SERVICES,
            ResourceType.SERVICE_ACCOUNTS,
            ResourceType.PERSISTENT_VOLUMES,
            ResourceType.PERSISTENT_VOLUME_CLAIMS,
            ResourceType.RESOURCE_QUOTAS);

    private final ClusterStore store;

    Verbs(ClusterStore store) {
        this.store = store;
    }

    Answer answer(String method, ApiPath path, Query query, Body body, Representation form) {
        String name = path.name();
        if (name == null) {
            return collection(method, path, query, body, form);
        }
        String part = path.subresource();
        if (part == null || (part.equals("status") && path.type().hasStatus())) {
            Subresource sub = part == null ? Subresource.NONE : Subresource.STATUS;
            return object(method, path, name, sub, query, body, form);
        }
        if (path.type().equals(ResourceType.PODS) && method.equals("POST")) {
            return podAction(part, path.place(), name, body);
        }
        throw ApiException.noSuchPath();
    }

    private Answer collection(String method, ApiPath path, Query query, Body body, Representation form) {
        ResourceType type = path.type();
        return switch (method) {
            case "GET" ->
                Answer.ok(form.show(type, store.list(type, path.namespace(), query.selectors(), query.page())));
            case "POST" -> create(path, query, body, form);
            case "DELETE" -> {
                DeleteOptions options = DeleteRequest.read(body, query);
                yield Answer.ok(form.show(type, store.deleteAll(type, path.namespace(), query.selectors(), options)));
            }
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private Answer create(ApiPath path, Query query, Body body, Representation form) {
        ResourceType type = path.type();
        ObjectNode object = body.object();
        if ("Strict".equals(query.text("fieldValidation"))) {
            StrictFields.check(type, object);
        }
        ObjectNode created = query.dryRun()
                ? store.createDryRun(type, path.namespace(), object)
                : store.create(type, path.namespace(), object);
        return Answer.created(form.show(created));
    }

    private Answer object(
            String method, ApiPath path, String name, Subresource sub, Query query, Body body, Representation form) {
        ResourceType type = path.type();
        String namespace = path.namespace();
        return switch (method) {
            case "GET" -> Answer.ok(form.show(store.get(type, namespace, name)));
            case "PUT" -> {
                refuseDryRun(query);
                yield Answer.ok(form.show(store.replace(type, namespace, name, body.object(), sub)));
            }
            case "PATCH" -> {
                refuseDryRun(query);
                yield patch(path, name, body.patch(), sub, form);
            }
            case "DELETE" -> delete(path, name, DeleteRequest.read(body, query), form);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private Answer patch(ApiPath path, String name, Patch patch, Subresource sub, Representation form) {
        boolean creates = patch.format() == Patch.Format.APPLY && !exists(path, name);
        ObjectNode patched = form.show(store.patch(path.type(), path.namespace(), name, patch, sub));
        return creates ? Answer.created(patched) : Answer.ok(patched);
    }

    private Answer delete(ApiPath path, String name, DeleteOptions options, Representation form) {
        ObjectNode deleted = store.delete(path.type(), path.namespace(), name, options);
        boolean remains = deleted.path("metadata").hasNonNull("deletionTimestamp");
        return Answer.ok(
                remains || RETURNED_WHEN_DELETED.contains(path.type())
                        ? form.show(deleted)
                        : success(path.type(), deleted.path("metadata")));
    }

    private Answer podAction(String action, String namespace, String pod, Body body) {
        switch (action) {
            case "binding" ->
                store.bind(
                        namespace,
                        pod,
                        body.object().path("target").path("name").asText());
            case "eviction" ->
                store.delete(
                        ResourceType.PODS,
                        namespace,
                        pod,
                        DeleteRequest.read(body.object().path("deleteOptions")));
            default -> throw ApiException.noSuchPath();
        }
        return Answer.created(success());
    }

    private boolean exists(ApiPath path, String name) {
        try {
            store.get(path.type(), path.namespace(), name);
            return true;
        } catch (ApiException e) {
            return false;
        }
    }

    private static void refuseDryRun(Query query) {
        if (query.dryRun()) {
            throw ApiException.badRequest("dryRun is served for create and delete only");
        }
    }

    private static ObjectNode success() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return status.put("status", "Success");
    }

    private static ObjectNode success(ResourceType type, JsonNode metadata) {
        ObjectNode status = success();
        ObjectNode details = status.putObject("details");
        details.put("name", metadata.path("name").asText());
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural()).put("uid", metadata.path("uid").asText());
        return status;
    }
}
