package dev.bellows.k8s.internal.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a watch has told of and is there still, by name; a listener hears of it what the watch alone would not tell. Used in turn. */
final class KnownObjects<T extends HasMetadata> {
    private final Map<String, Known> byName = new HashMap<>();
    private final Settled settled = new Settled();
    private final ObjectListener<T> listener;

    KnownObjects(ObjectListener<T> listener) {
        this.listener = listener;
    }

    /** An object as it was seen last. */
    private record Known(String resourceVersion, Remembered what) {
        Comparison.Version version() {
            return new Comparison.Version(what.uid(), resourceVersion);
        }
    }

    void seen(T object) {
        byName.remove(object.getMetadata().getName());
        note(object, listener.seen(object));
    }

    void gone(T object) {
        Known kept = byName.remove(object.getMetadata().getName());
        // An object that lost its labels goes from the watch without them.
        if (kept != null && isBare(object)) {
            listener.missed(kept.what());
        } else {
            listener.gone(object);
        }
    }

    /** An object that the watch has not told of. */
    void note(T object, Remembered what) {
        if (what.end() == null) {
            settled.add(object);
        } else {
            byName.putIfAbsent(
                    object.getMetadata().getName(),
                    new Known(object.getMetadata().getResourceVersion(), what));
        }
    }

    /** An object of which the watch has told something else, or nothing. */
    void found(T object) {
        Known kept = byName.get(object.getMetadata().getName());
        boolean another =
                kept != null && !kept.what().uid().equals(object.getMetadata().getUid());
        if (kept == null || another || !kept.version().equals(Comparison.Version.of(object))) {
            seen(object);
        }
        if (kept != null && another) {
            listener.missed(kept.what());
        }
    }

    /** An object is not there any more, and the watch has not told it. */
    void missed(String name) {
        Known kept = byName.remove(name);
        if (kept != null) {
            listener.missed(kept.what());
        }
    }

    /** Those of the objects that are there whose end means something, or which were not seen as they are. */
    <M extends HasMetadata> List<M> open(List<M> there) {
        List<M> open = there.stream().filter(object -> !settled.has(object)).toList();
        settled.keep(there);
        return open;
    }

    /** Which versions were seen of all objects whose end means something. */
    Map<String, Comparison.Version> versions() {
        Map<String, Comparison.Version> versions = new HashMap<>();
        byName.forEach((name, kept) -> versions.put(name, kept.version()));
        return versions;
    }

    /** Which version of an object was seen; null if none was. */
    Comparison.@Nullable Version version(String name) {
        Known kept = byName.get(name);
        return kept == null ? null : kept.version();
    }

    /** All that is there now: what else was known is gone. */
    void reconcile(List<T> present) {
        Map<String, Known> before = new HashMap<>(byName);
        byName.clear();
        settled.clear();
        Set<String> uids = new HashSet<>();
        for (T object : present) {
            uids.add(object.getMetadata().getUid());
            seen(object);
        }
        before.values().stream()
                .map(Known::what)
                .filter(kept -> !uids.contains(kept.uid()))
                .forEach(listener::missed);
    }

    private static boolean isBare(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null || labels.isEmpty();
    }
}
