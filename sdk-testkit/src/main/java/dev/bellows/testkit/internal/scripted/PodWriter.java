package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.Patch;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Subresource;
import java.time.Instant;
import java.util.Locale;

/** Writes to one pod, if it still exists: what was deleted or replaced meanwhile is left alone. */
final class PodWriter {
    private final ClusterStore store;
    private final String namespace;
    private final String name;
    private final String uid;

    PodWriter(ClusterStore store, String namespace, String name, String uid) {
        this.store = store;
        this.namespace = namespace;
        this.name = name;
        this.uid = uid;
    }

    /** Puts it on a node; says whether that was still possible. */
    boolean bind(String node) {
        return tried(() -> store.bind(namespace, name, node));
    }

    void report(ObjectNode status) {
        status.withObject("/metadata").put("uid", uid);
        tried(() -> store.patch(ResourceType.PODS, namespace, name, Patch.strategic(status), Subresource.STATUS));
    }

    /** Notes something on it. */
    void annotate(String key, String value) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", uid).putObject("annotations").put(key, value);
        tried(() -> store.patch(ResourceType.PODS, namespace, name, Patch.merge(patch), Subresource.NONE));
    }

    /** Says something about it; each reason once. */
    void event(String reason, String message, Instant now) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putObject("metadata").put("name", name + "." + reason.toLowerCase(Locale.ROOT));
        event.putObject("involvedObject")
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("namespace", namespace)
                .put("name", name)
                .put("uid", uid);
        event.put("type", "Warning").put("reason", reason).put("message", message);
        event.put("firstTimestamp", PodReports.text(now)).put("lastTimestamp", PodReports.text(now));
        tried(() -> store.create(ResourceType.EVENTS, namespace, event));
    }

    /** Asks for its end, with its own grace. */
    void delete() {
        tried(() -> store.delete(ResourceType.PODS, namespace, name, DeleteOptions.DEFAULT.withUid(uid)));
    }

    /** Lets go of it for good. */
    void remove() {
        tried(() -> store.delete(
                ResourceType.PODS, namespace, name, DeleteOptions.now().withUid(uid)));
    }

    private static boolean tried(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ApiException e) {
            return false;
        }
    }
}
