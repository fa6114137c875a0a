package dev.bellows.k8s.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The objects of a cluster, with their history, owner garbage collection and graceful deletion of pods. */
public final class ScriptedWorld {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration COLLECTION = Duration.ofMillis(100);
    private static final String FOREGROUND = "foregroundDeletion";

    /** One for all worlds: what a mapper learns of a type takes longer than a test. */
    private static final JsonMapper MAPPER = new JsonMapper();

    private final VirtualTime time;
    private final TreeMap<String, HasMetadata> objects = new TreeMap<>();
    private final List<Change> history = new ArrayList<>();
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private long version = 1;
    private long oldest = 1;
    private int uids;

    /** An empty world. */
    public ScriptedWorld(VirtualTime time) {
        this.time = time;
    }

    /** Something that happened to an object. */
    record Change(long version, String plural, WatchEvent.Type type, HasMetadata object) {}

    /** All objects that there are, as {@code plural/name}. */
    public List<String> names() {
        return objects.keySet().stream()
                .map(key -> key.replaceFirst("/[^/]*/", "/"))
                .toList();
    }

    /** An object, if it exists. */
    public <T extends HasMetadata> Optional<T> find(String plural, String namespace, String name, Class<T> type) {
        return Optional.ofNullable(objects.get(key(plural, namespace, name))).map(object -> copy(object, type));
    }

    /** Creates an object as somebody else would. */
    public <T extends HasMetadata> T create(String plural, String namespace, T object) {
        ObjectMeta wanted = object.getMetadata();
        if (objects.containsKey(key(plural, namespace, wanted.getName()))) {
            throw Problems.exists(plural + " \"" + wanted.getName() + "\"");
        }
        T created = copy(object);
        ObjectMeta metadata = created.getMetadata();
        metadata.setNamespace(namespace);
        metadata.setUid("uid-" + ++uids);
        metadata.setCreationTimestamp(time.wallTime().toString());
        put(plural, created, WatchEvent.Type.ADDED);
        time.after(COLLECTION, this::collect);
        return copy(created);
    }

    /** Changes an object. */
    public <T extends HasMetadata> void edit(
            String plural, String namespace, String name, Class<T> type, Consumer<T> edit) {
        T changed = find(plural, namespace, name, type).orElseThrow(() -> Problems.notFound(plural + " " + name));
        edit.accept(changed);
        put(plural, changed, WatchEvent.Type.MODIFIED);
    }

    /** Applies a merge patch. */
    public <T extends HasMetadata> T patch(
            String plural, String namespace, String name, Class<T> type, JsonNode patch) {
        HasMetadata before = objects.get(key(plural, namespace, name));
        if (before == null) {
            throw Problems.notFound(plural + " \"" + name + "\"");
        }
        JsonNode wanted = patch.path("metadata");
        if (differs(wanted.path("resourceVersion"), before.getMetadata().getResourceVersion())
                || differs(wanted.path("uid"), before.getMetadata().getUid())) {
            throw Problems.conflict(plural + " \"" + name + "\": the object has been modified");
        }
        ObjectNode node = MAPPER.valueToTree(before);
        HasMetadata changed = MAPPER.convertValue(merged(node, patch), before.getClass());
        put(plural, changed, WatchEvent.Type.MODIFIED);
        return copy(changed, type);
    }

    /** Deletes an object; a pod that runs takes its time. */
    public void delete(String plural, String namespace, String name, DeleteMode mode) {
        HasMetadata object = objects.get(key(plural, namespace, name));
        if (object == null) {
            throw Problems.notFound(plural + " \"" + name + "\"");
        }
        if (mode.uid() != null && !mode.uid().equals(object.getMetadata().getUid())) {
            throw Problems.conflict("Precondition failed: UID");
        }
        if (mode.foreground()) {
            if (object.getMetadata().getDeletionTimestamp() == null) {
                mark(plural, object, FOREGROUND);
                dependents(object.getMetadata().getUid()).forEach(key -> deleteKey(key, DeleteMode.BACKGROUND));
                time.after(COLLECTION, this::collect);
            }
        } else if (object instanceof Pod pod && runs(pod)) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                mark(plural, pod, null);
                String uid = pod.getMetadata().getUid();
                time.after(GRACE, () -> terminated(namespace, name, uid));
            }
        } else {
            remove(plural, object);
        }
    }

    /** All objects of a kind that a predicate takes. */
    public List<HasMetadata> list(String plural, String namespace, Predicate<ObjectMeta> wanted) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(plural + "/" + namespace + "/"))
                .map(entry -> entry.getValue())
                .filter(object -> wanted.test(object.getMetadata()))
                .toList();
    }

    /** From now on a watch from an older version gets 410. */
    public void forgetHistory() {
        version++;
        oldest = version;
        history.clear();
    }

    String version() {
        return Long.toString(version);
    }

    long oldest() {
        return oldest;
    }

    List<Change> since(long from) {
        return history.stream().filter(change -> change.version > from).toList();
    }

    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    <T> T copy(Object object, Class<T> type) {
        return MAPPER.convertValue(object, type);
    }

    @SuppressWarnings("unchecked")
    private <T extends HasMetadata> T copy(T object) {
        return (T) copy(object, object.getClass());
    }

    private static boolean differs(JsonNode wanted, String actual) {
        return wanted.isTextual() && !wanted.asText().equals(actual);
    }

    private static JsonNode merged(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue().isObject()) {
                ObjectNode inner = target.get(field.getKey()) instanceof ObjectNode known
                        ? known
                        : target.putObject(field.getKey());
                merged(inner, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
        return target;
    }

    private static boolean runs(Pod pod) {
        String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return pod.getSpec() != null
                && pod.getSpec().getNodeName() != null
                && !"Succeeded".equals(phase)
                && !"Failed".equals(phase);
    }

    private void mark(String plural, HasMetadata object, String finalizer) {
        HasMetadata marked = copy(object);
        marked.getMetadata().setDeletionTimestamp(time.wallTime().toString());
        if (finalizer != null) {
            marked.getMetadata().setFinalizers(List.of(finalizer));
        }
        put(plural, marked, WatchEvent.Type.MODIFIED);
    }

    private void terminated(String namespace, String name, String uid) {
        HasMetadata pod = objects.get(key("pods", namespace, name));
        if (pod == null || !pod.getMetadata().getUid().equals(uid)) {
            return;
        }
        if (runs((Pod) pod)) {
            new ScriptedKubelet(this, namespace).exit(name, 143, "Error", "");
        }
        remove("pods", objects.get(key("pods", namespace, name)));
    }

    private void remove(String plural, HasMetadata object) {
        objects.remove(key(
                plural,
                object.getMetadata().getNamespace(),
                object.getMetadata().getName()));
        HasMetadata last = copy(object);
        tell(plural, last, WatchEvent.Type.DELETED);
        time.after(COLLECTION, this::collect);
    }

    /** One round of the garbage collector. */
    private void collect() {
        List<String> live = objects.values().stream()
                .map(object -> object.getMetadata().getUid())
                .toList();
        List.copyOf(objects.keySet()).forEach(key -> {
            HasMetadata object = objects.get(key);
            if (object == null) {
                return;
            }
            List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
            if (!owners.isEmpty() && owners.stream().noneMatch(owner -> live.contains(owner.getUid()))) {
                deleteKey(key, DeleteMode.BACKGROUND);
            } else if (object.getMetadata().getFinalizers().contains(FOREGROUND)
                    && dependents(object.getMetadata().getUid()).isEmpty()) {
                remove(key.substring(0, key.indexOf('/')), object);
            }
        });
    }

    private List<String> dependents(String uid) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getValue().getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> uid.equals(owner.getUid())))
                .map(entry -> entry.getKey())
                .toList();
    }

    private void deleteKey(String key, DeleteMode mode) {
        String[] parts = key.split("/", 3);
        if (objects.containsKey(key)) {
            delete(parts[0], parts[1], parts[2], mode);
        }
    }

    private void put(String plural, HasMetadata object, WatchEvent.Type type) {
        objects.put(
                key(
                        plural,
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName()),
                object);
        tell(plural, object, type);
    }

    private void tell(String plural, HasMetadata object, WatchEvent.Type type) {
        object.getMetadata().setResourceVersion(Long.toString(++version));
        Change change = new Change(version, plural, type, copy(object));
        history.add(change);
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    private static String key(String plural, String namespace, String name) {
        return plural + "/" + Objects.requireNonNull(namespace) + "/" + name;
    }
}
