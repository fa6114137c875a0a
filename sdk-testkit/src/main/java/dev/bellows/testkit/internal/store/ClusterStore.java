package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one cluster, with the rules of the Kubernetes API. A fresh store holds the namespaces
 * {@code default} and {@code kube-system}. Consequences for owners and dependents are drawn before a write returns.
 *
 * <p>Thread-safe. The fields of a returned object may be set; what they hold is shared and must not be changed, nor must the objects of
 * watch events. Every method throws {@link ApiException} where the API refuses.
 */
public final class ClusterStore implements AutoCloseable {

    private final Watches watches = new Watches();
    private final History history;
    private final Registry registry;
    private final Creations creations;
    private final Deletions deletions;
    private final GarbageCollector collector;
    private final Lists lists;
    private final WatchStarts starts;
    private final Transactions transactions;
    private final InstantSource clock;

    /** A store with the default options; the clock gives the times that objects carry. */
    public ClusterStore(InstantSource clock) {
        this(clock, StoreOptions.DEFAULT);
    }

    /** A store with these options; the clock gives the times that objects carry. */
    public ClusterStore(InstantSource clock, StoreOptions options) {
        this.clock = clock;
        history = new History(options.history());
        registry = new Registry(history, watches);
        Quotas quotas = new Quotas(registry);
        creations = new Creations(registry, quotas, clock, options.seed());
        deletions = new Deletions(registry, clock);
        collector = new GarbageCollector(registry, deletions);
        lists = new Lists(registry, history);
        starts = new WatchStarts(registry, history, watches);
        transactions = new Transactions(collector, quotas, watches);
        for (String name : List.of("default", "kube-system")) {
            ObjectNode namespace = JsonNodeFactory.instance.objectNode();
            namespace.putObject("metadata").put("name", name);
            create(ResourceType.NAMESPACES, null, namespace);
        }
    }

    /** Creates an object and returns it as stored. */
    public ObjectNode create(ResourceType type, @Nullable String namespace, ObjectNode object) {
        return transactions.change(() -> creations.create(type, place(type, namespace), object, false));
    }

    /** Answers as {@link #create} would, and stores nothing. */
    public ObjectNode createDryRun(ResourceType type, @Nullable String namespace, ObjectNode object) {
        return transactions.change(() -> creations.create(type, place(type, namespace), object, true));
    }

    /** One object. */
    public ObjectNode get(ResourceType type, @Nullable String namespace, String name) {
        return Bodies.shallow(transactions.read(() -> registry.get(type, key(type, namespace, name))));
    }

    /** The objects of a namespace, or of all where it is null. */
    public ObjectList list(ResourceType type, @Nullable String namespace, Selectors selectors) {
        return list(type, namespace, selectors, Page.ALL);
    }

    /** One page of the objects of a namespace, or of all where it is null. */
    public ObjectList list(ResourceType type, @Nullable String namespace, Selectors selectors, Page page) {
        return transactions.read(() -> lists.list(type, namespace, selectors, page));
    }

    /** The objects of a namespace as they were so many changes ago, as an API server shows them that lags behind. */
    public ObjectList listPast(ResourceType type, @Nullable String namespace, Selectors selectors, long changes) {
        return transactions.read(() -> lists.past(type, namespace, selectors, registry.version() - changes));
    }

    /** Replaces an object; a {@code metadata.resourceVersion} in the body must be the present one. */
    public ObjectNode replace(
            ResourceType type, @Nullable String namespace, String name, ObjectNode object, Subresource sub) {
        Bodies.checkKind(type, object);
        ObjectKey key = key(type, namespace, name);
        return transactions.change(
                () -> update(new ObjectRef(type, key), registry.get(type, key), object.deepCopy(), sub));
    }

    /** Patches an object; a {@code metadata.resourceVersion} in the patch must be the present one. */
    public ObjectNode patch(ResourceType type, @Nullable String namespace, String name, Patch patch, Subresource sub) {
        ObjectKey key = key(type, namespace, name);
        return transactions.change(() -> {
            if (patch.format() == Patch.Format.APPLY
                    && patch.body() instanceof ObjectNode intent
                    && registry.find(type, key).isEmpty()) {
                return creations.create(type, key.namespace(), intent, false);
            }
            ObjectNode current = registry.get(type, key);
            return update(new ObjectRef(type, key), current, Patches.apply(current, patch), sub);
        });
    }

    /** Puts a pod on a node, once. */
    public ObjectNode bind(String namespace, String pod, String node) {
        ObjectKey key = new ObjectKey(namespace, pod);
        return transactions.change(() -> {
            ObjectNode current = registry.get(ResourceType.PODS, key);
            return registry.update(
                    new ObjectRef(ResourceType.PODS, key), Binding.apply(current, node, clock.instant()));
        });
    }

    /** Deletes an object and returns its last state, or the state in which it waits to go. */
    public ObjectNode delete(ResourceType type, @Nullable String namespace, String name, DeleteOptions options) {
        return transactions.change(() -> deletions.delete(new ObjectRef(type, key(type, namespace, name)), options));
    }

    /** Deletes every selected object of a namespace and returns how many there were. */
    public int deleteCollection(
            ResourceType type, @Nullable String namespace, Selectors selectors, DeleteOptions options) {
        return deleteAll(type, namespace, selectors, options).items().size();
    }

    /** Deletes every selected object of a namespace and returns them as they were. */
    public ObjectList deleteAll(
            ResourceType type, @Nullable String namespace, Selectors selectors, DeleteOptions options) {
        return transactions.write(() -> {
            List<ObjectNode> deleted = new ArrayList<>();
            for (ObjectNode object :
                    lists.list(type, namespace, selectors, Page.ALL).items()) {
                ObjectKey key = new ObjectKey(Metadata.text(object, "namespace"), Metadata.name(object));
                if (registry.find(type, key).isPresent()) {
                    deletions.delete(new ObjectRef(type, key), options);
                    collector.settle();
                    deleted.add(object);
                }
            }
            return new ObjectList(Long.toString(registry.version()), deleted, null, null);
        });
    }

    /**
     * Watches a namespace, or all where it is null.
     *
     * @param from the version after which to start; null or {@code "0"} to start with an ADDED event for each
     *     present object. A version that the history has lost gives one ERROR event with an Expired status.
     */
    public Subscription watch(
            ResourceType type, @Nullable String namespace, Selectors selectors, @Nullable String from, WatchSink sink) {
        selectors.check(type);
        Watch watch = new Watch(type, namespace, selectors, sink);
        transactions.write(() -> {
            starts.start(watch, namespace, from);
            return watch;
        });
        return new RunningWatch(watch, watches, registry, transactions);
    }

    /** The present version. */
    public String resourceVersion() {
        return transactions.read(() -> Long.toString(registry.version()));
    }

    /** Forgets all history, so that watches from older versions and older pages are refused as expired. */
    public void compact() {
        transactions.write(() -> {
            history.compact(registry.version());
            return registry;
        });
    }

    /** Ends all watches. */
    @Override
    public void close() {
        transactions.read(() -> {
            watches.clear();
            return watches;
        });
    }

    private ObjectNode update(ObjectRef ref, ObjectNode current, ObjectNode wanted, Subresource sub) {
        ObjectNode next = Updates.apply(ref.type(), current, wanted, sub);
        if (next.equals(current)) {
            return current;
        }
        if (Deletions.isDone(ref.type(), next)) {
            registry.remove(ref, next);
            return next;
        }
        return registry.update(ref, next);
    }

    private static ObjectKey key(ResourceType type, @Nullable String namespace, String name) {
        return new ObjectKey(place(type, namespace), name);
    }

    private static String place(ResourceType type, @Nullable String namespace) {
        if (!type.namespaced()) {
            return "";
        }
        if (namespace == null || namespace.isEmpty()) {
            throw ApiException.badRequest("an empty namespace may not be set when a resource name is provided");
        }
        return namespace;
    }
}
