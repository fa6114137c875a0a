package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import dev.bellows.testkit.internal.store.WatchSink;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a watch.
 *
 * @param path the collection
 * @param selectors the objects of it
 * @param from the version to start after; null for the present objects first
 * @param bookmarks whether to send bookmarks
 * @param timeout when to end; null for never
 * @param form how to show objects
 */
record WatchRequest(
        ApiPath path,
        Selectors selectors,
        @Nullable String from,
        boolean bookmarks,
        @Nullable Duration timeout,
        Representation form) {

    static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    /** Reads a watch; whatever can be refused is refused here, before a connection is upgraded. */
    static WatchRequest read(ApiPath path, Query query, Representation form) {
        if (path.subresource() != null) {
            throw ApiException.noSuchPath();
        }
        String name = path.name();
        Selectors selectors = name == null ? query.selectors() : Selectors.name(name);
        selectors.check(path.type());
        query.number("resourceVersion");
        boolean initial = query.flag("sendInitialEvents");
        OptionalLong seconds = query.number("timeoutSeconds");
        return new WatchRequest(
                path,
                selectors,
                initial ? null : query.text("resourceVersion"),
                query.flag("allowWatchBookmarks"),
                seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null,
                form);
    }

    Subscription open(ClusterStore store, WatchSink sink) {
        Subscription subscription = store.watch(path.type(), path.namespace(), selectors, from, sink);
        if (bookmarks && from == null) {
            subscription.bookmark();
        }
        return subscription;
    }

    /** The line for an event; the first bookmark of a watch without a version ends its initial events. */
    ObjectNode line(WatchEvent event, boolean firstBookmark) {
        if (event.type() == WatchEvent.Type.BOOKMARK && firstBookmark && from == null) {
            event.object().withObject("/metadata/annotations").put(INITIAL_EVENTS_END, "true");
        }
        return form.show(event);
    }
}
