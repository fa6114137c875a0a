package dev.bellows.k8s.internal.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a watch has told of and is there still, by name; a listener hears of it what the watch alone would not tell. Used in turn. */
final class KnownObjects<T extends HasMetadata> {
    private final Map<String, Remembered> byName = new HashMap<>();
    private final ObjectListener<T> listener;

    KnownObjects(ObjectListener<T> listener) {
        this.listener = listener;
    }

    void seen(T object) {
        byName.put(object.getMetadata().getName(), listener.seen(object));
    }

    void gone(T object) {
        Remembered kept = byName.remove(object.getMetadata().getName());
        // An object that lost its labels goes from the watch without them.
        if (kept != null && isBare(object)) {
            listener.missed(kept);
        } else {
            listener.gone(object);
        }
    }

    /** An object that the watch has not told of. */
    void note(String name, Remembered object) {
        byName.putIfAbsent(name, object);
    }

    /** All that is there now: what else was known is gone. */
    void reconcile(List<T> present) {
        Map<String, Remembered> before = new HashMap<>(byName);
        byName.clear();
        Set<String> uids = new HashSet<>();
        for (T object : present) {
            uids.add(object.getMetadata().getUid());
            seen(object);
        }
        before.values().stream().filter(kept -> !uids.contains(kept.uid())).forEach(listener::missed);
    }

    private static boolean isBare(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null || labels.isEmpty();
    }
}
