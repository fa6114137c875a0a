package dev.bellows.testkit.internal.scheduler;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.lane.Lane;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.Patch;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subresource;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Binds pods that have no node to one with room, in order of arrival, and says in their status why it cannot. Sleeps until a
 * pod or a node changes. Thread-safe: everything happens on one thread of its own.
 */
public final class Scheduler implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final String NAME = "default-scheduler";

    private final ClusterStore store;
    private final InstantSource clock;
    private final Lane lane = new Lane("bellows-scheduler");
    private final List<Subscription> watches = new ArrayList<>();
    private final Map<String, Node> nodes = new TreeMap<>();

    /** Pods without a node, in order of arrival. One that found none is tried again only when there is more room. */
    private final Map<String, Pod> waiting = new LinkedHashMap<>();

    /** Pods that take room on a node. */
    private final Map<String, Pod> placed = new LinkedHashMap<>();

    public Scheduler(ClusterStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Begins to schedule. */
    public void start() {
        watch(ResourceType.NODES, event -> keepNode(event.type(), JSON.convertValue(event.object(), Node.class)));
        watch(ResourceType.PODS, event -> keepPod(event.type(), JSON.convertValue(event.object(), Pod.class)));
    }

    /** Binds no more pods. */
    @Override
    public void close() {
        watches.forEach(Subscription::close);
        lane.close();
    }

    private void watch(ResourceType type, Consumer<WatchEvent> handler) {
        watches.add(store.watch(type, null, Selectors.ALL, null, event -> lane.execute(() -> handler.accept(event))));
    }

    private void keepNode(WatchEvent.Type type, Node node) {
        String uid = node.getMetadata().getUid();
        switch (type) {
            case ADDED, MODIFIED -> nodes.put(uid, node);
            case DELETED -> nodes.remove(uid);
            case BOOKMARK, ERROR -> {
                return;
            }
        }
        placeAll();
    }

    private void keepPod(WatchEvent.Type type, Pod pod) {
        switch (type) {
            case ADDED, MODIFIED -> {
                if (pod.getSpec().getNodeName() == null) {
                    arrived(pod);
                } else {
                    settled(pod);
                }
            }
            case DELETED -> left(pod);
            case BOOKMARK, ERROR -> {}
        }
    }

    private void arrived(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (!waits(pod)) {
            waiting.remove(uid);
        } else if (!placed.containsKey(uid) && waiting.put(uid, pod) == null) {
            place(pod);
        }
    }

    private void settled(Pod pod) {
        if (ENDED.contains(phase(pod))) {
            left(pod);
        } else {
            waiting.remove(pod.getMetadata().getUid());
            placed.put(pod.getMetadata().getUid(), pod);
        }
    }

    private void left(Pod pod) {
        waiting.remove(pod.getMetadata().getUid());
        if (placed.remove(pod.getMetadata().getUid()) != null) {
            placeAll();
        }
    }

    private void placeAll() {
        List.copyOf(waiting.values()).forEach(this::place);
    }

    private void place(Pod pod) {
        Placement placement = Placement.of(pod.getSpec(), rooms());
        try {
            if (placement.node().isPresent()) {
                bind(pod, placement.node().get());
            } else if (!isKnown(pod, placement.message())) {
                reportUnschedulable(pod, placement.message());
            }
        } catch (ApiException e) {
            // It was deleted or bound meanwhile; the event that says so is on its way.
        }
    }

    private void bind(Pod pod, String node) {
        ObjectNode bound =
                store.bind(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), node);
        settled(JSON.convertValue(bound, Pod.class));
    }

    private void reportUnschedulable(Pod pod, String message) {
        ObjectNode patch = JSON.createObjectNode();
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "False")
                .put("reason", "Unschedulable")
                .put("message", message)
                .put(
                        "lastTransitionTime",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode reported = store.patch(
                ResourceType.PODS,
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                Patch.strategic(patch),
                Subresource.STATUS);
        waiting.put(pod.getMetadata().getUid(), JSON.convertValue(reported, Pod.class));
    }

    private List<NodeRoom> rooms() {
        return nodes.values().stream().map(this::room).toList();
    }

    private NodeRoom room(Node node) {
        String name = node.getMetadata().getName();
        Amounts free = Amounts.of(node.getStatus().getAllocatable());
        for (Pod pod : placed.values()) {
            if (name.equals(pod.getSpec().getNodeName())) {
                free = free.minus(Amounts.requestedBy(pod.getSpec()));
            }
        }
        return new NodeRoom(
                name,
                node.getMetadata().getLabels(),
                node.getSpec() == null ? List.of() : node.getSpec().getTaints(),
                free);
    }

    private static boolean waits(Pod pod) {
        String scheduler = pod.getSpec().getSchedulerName();
        return pod.getSpec().getNodeName() == null
                && pod.getMetadata().getDeletionTimestamp() == null
                && (scheduler == null || scheduler.equals(NAME));
    }

    private static boolean isKnown(Pod pod, String message) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                condition.getType().equals("PodScheduled") && message.equals(condition.getMessage()));
    }

    private static String phase(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return phase == null ? "" : phase;
    }
}
