package dev.bellows.testkit.internal.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a watch begins: with all that is there, after a version, or not at all because that version is forgotten. Used under the lock. */
final class WatchStarts {
    private final Registry registry;
    private final History history;
    private final Watches watches;

    WatchStarts(Registry registry, History history, Watches watches) {
        this.registry = registry;
        this.history = history;
        this.watches = watches;
    }

    void start(Watch watch, @Nullable String namespace, @Nullable String from) {
        long version = from == null || from.isEmpty() ? 0 : version(from);
        if (version == 0) {
            List<Change> present = new ArrayList<>();
            registry.scope(watch.type(), namespace)
                    .forEach((key, object) -> present.add(new Change(
                            registry.version(),
                            WatchEvent.Type.ADDED,
                            new ObjectRef(watch.type(), key),
                            null,
                            object)));
            watches.add(watch, present);
        } else if (history.reaches(version)) {
            watches.add(watch, history.since(version));
        } else {
            String why = "too old resource version: " + version + " (" + history.forgotten() + ")";
            watches.send(watch, WatchEvent.Type.ERROR, ApiException.expired(why).toStatus());
        }
    }

    private static long version(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("resourceVersion: Invalid value: \"" + text + "\": invalid syntax");
        }
    }
}
