package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects, by place, by UID and by owner, with one version counter. Stored nodes are never changed, only
 * replaced. Not thread-safe: the store's lock guards it.
 */
final class Registry {

    private static final List<String> FOUND_BY = List.of("uid", "labels", "ownerReferences");

    private final Map<ResourceType, NavigableMap<ObjectKey, ObjectNode>> tables = new HashMap<>();
    private final Map<String, ObjectRef> byUid = new HashMap<>();
    private final Map<String, Set<ObjectRef>> dependents = new HashMap<>();
    private final LabelIndex labels = new LabelIndex();
    private final Queue<Change> unsettled = new ArrayDeque<>();
    private final History history;
    private final Watches watches;
    private long version = 1;

    Registry(History history, Watches watches) {
        this.history = history;
        this.watches = watches;
    }

    long version() {
        return version;
    }

    Optional<ObjectNode> find(ResourceType type, ObjectKey key) {
        return Optional.ofNullable(table(type).get(key));
    }

    Optional<ObjectNode> find(ObjectRef ref) {
        return find(ref.type(), ref.key());
    }

    Optional<ObjectRef> findUid(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    ObjectNode get(ResourceType type, ObjectKey key) {
        return find(type, key).orElseThrow(() -> ApiException.notFound(type, key.name()));
    }

    /** The objects of one kind, of one namespace or of all, in order. */
    NavigableMap<ObjectKey, ObjectNode> scope(ResourceType type, @Nullable String namespace) {
        NavigableMap<ObjectKey, ObjectNode> all = table(type);
        return namespace == null
                ? all
                : all.subMap(new ObjectKey(namespace, ""), true, new ObjectKey(namespace + "\0", ""), false);
    }

    /** The objects that may match, in order: all, or those that carry a label that is asked for. */
    Collection<ObjectNode> candidates(ResourceType type, @Nullable String namespace, Selectors selectors) {
        return labels.carriersOf(type, selectors.exactLabels())
                .<Collection<ObjectNode>>map(keys -> keys.stream()
                        .filter(key -> namespace == null || namespace.equals(key.namespace()))
                        .map(key -> get(type, key))
                        .toList())
                .orElseGet(() -> scope(type, namespace).values());
    }

    /** The objects that name this owner. */
    List<ObjectRef> dependentsOf(String uid) {
        return new ArrayList<>(dependents.getOrDefault(uid, Set.of()));
    }

    ObjectNode insert(ObjectRef ref, ObjectNode object) {
        return put(WatchEvent.Type.ADDED, ref, null, object);
    }

    ObjectNode update(ObjectRef ref, ObjectNode object) {
        return put(WatchEvent.Type.MODIFIED, ref, get(ref.type(), ref.key()), object);
    }

    ObjectNode remove(ObjectRef ref, ObjectNode last) {
        ObjectNode before = get(ref.type(), ref.key());
        index(ref, before, false);
        table(ref.type()).remove(ref.key());
        ObjectNode stamped = stamp(last);
        publish(new Change(version, WatchEvent.Type.DELETED, ref, before, stamped));
        return stamped;
    }

    /** The oldest change whose consequences for dependents are not drawn yet. */
    @Nullable
    Change nextUnsettled() {
        return unsettled.poll();
    }

    private ObjectNode put(WatchEvent.Type type, ObjectRef ref, @Nullable ObjectNode before, ObjectNode object) {
        ObjectNode stamped = stamp(object);
        table(ref.type()).put(ref.key(), stamped);
        if (before == null) {
            index(ref, stamped, true);
        } else if (!isFoundAlike(before, stamped)) {
            index(ref, before, false);
            index(ref, stamped, true);
        }
        publish(new Change(version, type, ref, before, stamped));
        return stamped;
    }

    private ObjectNode stamp(ObjectNode object) {
        version++;
        ObjectNode stamped = Bodies.reopened(object);
        Metadata.of(stamped).put("resourceVersion", Long.toString(version));
        return stamped;
    }

    private void publish(Change change) {
        history.append(change);
        watches.publish(change);
        unsettled.add(change);
    }

    private static boolean isFoundAlike(ObjectNode before, ObjectNode after) {
        JsonNode was = Metadata.of(before);
        JsonNode is = Metadata.of(after);
        return FOUND_BY.stream().allMatch(field -> was.path(field).equals(is.path(field)));
    }

    private void index(ObjectRef ref, ObjectNode object, boolean present) {
        if (present) {
            byUid.put(Metadata.uid(object), ref);
            labels.add(ref, object);
        } else {
            byUid.remove(Metadata.uid(object));
            labels.remove(ref, object);
        }
        for (Owner owner : Metadata.owners(object)) {
            Set<ObjectRef> refs = dependents.computeIfAbsent(owner.uid(), uid -> new LinkedHashSet<>());
            if (present) {
                refs.add(ref);
            } else {
                refs.remove(ref);
            }
            if (refs.isEmpty()) {
                dependents.remove(owner.uid());
            }
        }
    }

    private NavigableMap<ObjectKey, ObjectNode> table(ResourceType type) {
        return tables.computeIfAbsent(type, any -> new TreeMap<>());
    }
}
