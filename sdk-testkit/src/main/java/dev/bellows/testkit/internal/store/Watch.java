package dev.bellows.testkit.internal.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One watch: what it wants to see, and where its events go. */
final class Watch {

    private final ResourceType type;
    private final @Nullable String namespace;
    private final Selectors selectors;
    private final WatchSink sink;
    private volatile boolean ended;

    Watch(ResourceType type, @Nullable String namespace, Selectors selectors, WatchSink sink) {
        this.type = type;
        this.namespace = namespace;
        this.selectors = selectors;
        this.sink = sink;
    }

    ResourceType type() {
        return type;
    }

    /** What a change means to this watch: an object may enter or leave its selectors. */
    Optional<WatchEvent> eventFor(Change change) {
        ObjectRef ref = change.ref();
        if (!ref.type().equals(type)
                || (namespace != null && !namespace.equals(ref.key().namespace()))) {
            return Optional.empty();
        }
        boolean before = change.before() != null && selectors.matches(change.before());
        boolean after = change.type() != WatchEvent.Type.DELETED && selectors.matches(change.after());
        if (!before && !after) {
            return Optional.empty();
        }
        WatchEvent.Type seen =
                !after ? WatchEvent.Type.DELETED : before ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED;
        return Optional.of(new WatchEvent(seen, change.after()));
    }

    void accept(WatchEvent event) {
        if (!ended) {
            sink.event(event);
        }
    }

    void end() {
        ended = true;
    }
}
