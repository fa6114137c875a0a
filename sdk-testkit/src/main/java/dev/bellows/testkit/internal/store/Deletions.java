package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Deletes objects: at once, after the time a pod gets to stop, or when the last finalizer is gone. */
final class Deletions {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private final Registry registry;
    private final InstantSource clock;

    Deletions(Registry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    ObjectNode delete(ObjectRef ref, DeleteOptions options) {
        ObjectNode current = registry.get(ref.type(), ref.key());
        checkPreconditions(ref, current, options);
        if (options.dryRun()) {
            return current;
        }
        if (ref.type().equals(ResourceType.NAMESPACES)) {
            return terminate(ref, current);
        }
        return ref.type().equals(ResourceType.PODS)
                ? deletePod(ref, current, options)
                : deleteAtOnce(ref, current, options);
    }

    /** Removes an object that is being deleted and that nothing holds any longer. */
    static boolean isDone(ResourceType type, ObjectNode object) {
        Long grace = Metadata.grace(object);
        boolean stopped = grace == null || grace == 0;
        return Metadata.isDeleting(object)
                && stopped
                && Metadata.finalizers(object).isEmpty()
                && !type.equals(ResourceType.NAMESPACES);
    }

    private ObjectNode deletePod(ObjectRef ref, ObjectNode current, DeleteOptions options) {
        Long left = Metadata.grace(current);
        boolean deleting = Metadata.isDeleting(current);
        long grace = grace(current, options);
        if (deleting && (options.gracePeriodSeconds() == null || left == null || grace >= left)) {
            return current;
        }
        ObjectNode next = Bodies.reopened(current);
        Metadata.setFinalizers(next, finalizers(current, options));
        Instant start = deleting && left != null && grace > 0
                ? Instant.parse(Metadata.text(current, "deletionTimestamp")).minusSeconds(left)
                : clock.instant();
        mark(next, start.plusSeconds(grace), grace);
        Metadata.of(next).put("generation", Updates.generation(current) + 1);
        ObjectNode marked = registry.update(ref, next);
        return isDone(ref.type(), marked) ? registry.remove(ref, marked) : marked;
    }

    private ObjectNode deleteAtOnce(ObjectRef ref, ObjectNode current, DeleteOptions options) {
        List<String> finalizers = finalizers(current, options);
        if (finalizers.isEmpty()) {
            return registry.remove(ref, current);
        }
        ObjectNode next = Bodies.reopened(current);
        Metadata.setFinalizers(next, finalizers);
        if (!Metadata.isDeleting(current)) {
            mark(next, clock.instant(), 0);
        }
        return next.equals(current) ? current : registry.update(ref, next);
    }

    private ObjectNode terminate(ObjectRef ref, ObjectNode namespace) {
        if (Metadata.isDeleting(namespace)) {
            return namespace;
        }
        ObjectNode next = Bodies.reopened(namespace);
        Metadata.of(next).put("deletionTimestamp", Metadata.timestamp(clock.instant()));
        next.putObject("status").put("phase", "Terminating");
        return registry.update(ref, next);
    }

    private static void mark(ObjectNode object, Instant at, long grace) {
        Metadata.of(object).put("deletionTimestamp", Metadata.timestamp(at)).put("deletionGracePeriodSeconds", grace);
    }

    /** A pod that never reached a node or has finished needs no time to stop. */
    private static long grace(JsonNode pod, DeleteOptions options) {
        String phase = pod.path("status").path("phase").asText("");
        boolean idle = pod.path("spec").path("nodeName").asText("").isEmpty()
                || phase.equals("Succeeded")
                || phase.equals("Failed");
        if (idle) {
            return 0;
        }
        Long asked = options.gracePeriodSeconds();
        long grace = asked != null
                ? asked
                : pod.path("spec").path("terminationGracePeriodSeconds").asLong(30);
        return grace < 0 ? 1 : grace;
    }

    private static List<String> finalizers(ObjectNode object, DeleteOptions options) {
        List<String> finalizers = new ArrayList<>(Metadata.finalizers(object));
        DeleteOptions.Propagation rule = options.propagation();
        if (rule != null) {
            finalizers.removeAll(List.of(FOREGROUND, ORPHAN));
            if (rule == DeleteOptions.Propagation.FOREGROUND) {
                finalizers.add(FOREGROUND);
            } else if (rule == DeleteOptions.Propagation.ORPHAN) {
                finalizers.add(ORPHAN);
            }
        }
        return finalizers;
    }

    private static void checkPreconditions(ObjectRef ref, ObjectNode object, DeleteOptions options) {
        String uid = options.uid();
        if (uid != null && !uid.equals(Metadata.uid(object))) {
            throw ApiException.preconditionFailed(
                    ref.type(),
                    ref.key().name(),
                    "the UID in the precondition (" + uid + ") does not match the UID in record ("
                            + Metadata.uid(object)
                            + "). The object might have been deleted and then recreated");
        }
        String version = options.resourceVersion();
        if (version != null && !version.equals(Metadata.version(object))) {
            throw ApiException.preconditionFailed(
                    ref.type(),
                    ref.key().name(),
                    "the ResourceVersion in the precondition (" + version
                            + ") does not match the ResourceVersion in record (" + Metadata.version(object)
                            + "). The object might have been modified");
        }
    }
}
