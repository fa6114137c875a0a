package dev.bellows.benchmarks.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.Patch;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subresource;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A node whose pods are no processes: each runs for some milliseconds, and its container ends with 0. On one thread of its own. */
final class BriefDrivers implements AutoCloseable {
    private static final String NODE = "brief";
    private static final long RUNS_MILLIS = 5;

    private final ClusterStore store;
    private final ScheduledExecutorService lane = Executors.newSingleThreadScheduledExecutor();
    private final Subscription watch;

    BriefDrivers(ClusterStore store) {
        this.store = store;
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("metadata").put("name", NODE);
        store.create(ResourceType.NODES, null, node);
        watch = store.watch(ResourceType.PODS, null, Selectors.ALL, null, this::heard);
    }

    @Override
    public void close() {
        watch.close();
        lane.shutdownNow();
    }

    private void heard(WatchEvent event) {
        ObjectNode pod = event.object();
        if (event.type() == WatchEvent.Type.ADDED) {
            lane.execute(() -> begin(pod));
        } else if (event.type() == WatchEvent.Type.MODIFIED
                && pod.path("metadata").hasNonNull("deletionTimestamp")) {
            lane.execute(() -> write(() -> store.delete(
                    ResourceType.PODS,
                    namespace(pod),
                    name(pod),
                    DeleteOptions.now().withUid(uid(pod)))));
        }
    }

    private void begin(ObjectNode pod) {
        String since = now();
        write(() -> {
            store.bind(namespace(pod), name(pod), NODE);
            ObjectNode running = JsonNodeFactory.instance.objectNode();
            running.putObject("running").put("startedAt", since);
            report(pod, "Running", running);
        });
        lane.schedule(() -> end(pod, since), RUNS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void end(ObjectNode pod, String since) {
        ObjectNode ended = JsonNodeFactory.instance.objectNode();
        ended.putObject("terminated")
                .put("exitCode", 0)
                .put("reason", "Completed")
                .put("startedAt", since)
                .put("finishedAt", now());
        write(() -> report(pod, "Succeeded", ended));
    }

    private void report(ObjectNode pod, String phase, ObjectNode state) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", uid(pod));
        ObjectNode status = patch.putObject("status").put("phase", phase).put("podIP", "10.0.0.1");
        boolean runs = state.has("running");
        ObjectNode container = status.putArray("containerStatuses").addObject();
        container.put(
                "name", pod.path("spec").path("containers").path(0).path("name").asText());
        container.put("image", "none").put("imageID", "none").put("restartCount", 0);
        container.put("ready", runs).put("started", runs).set("state", state);
        store.patch(ResourceType.PODS, namespace(pod), name(pod), Patch.strategic(patch), Subresource.STATUS);
    }

    /** What was deleted meanwhile is left alone. */
    private static void write(Runnable write) {
        try {
            write.run();
        } catch (ApiException e) {
            // It is gone, or another one has its name.
        }
    }

    private static String namespace(ObjectNode pod) {
        return pod.path("metadata").path("namespace").asText();
    }

    private static String name(ObjectNode pod) {
        return pod.path("metadata").path("name").asText();
    }

    private static String uid(ObjectNode pod) {
        return pod.path("metadata").path("uid").asText();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
