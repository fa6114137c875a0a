package dev.bellows.testkit.internal.door;

import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries the events of one watch to its client. Lives on the event loop of its connection. */
final class WatchStream {

    private final Vertx vertx;
    private final Context loop;
    private final WatchRequest request;
    private final EventStream stream;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private boolean bookmarked;
    private boolean closed;

    private WatchStream(Vertx vertx, WatchRequest request, EventStream stream) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.request = request;
        this.stream = stream;
    }

    /** Starts the watch; throws if it is refused, before anything is sent. */
    static void start(
            Vertx vertx, ClusterStore store, WatchRequest request, EventStream stream, Duration bookmarkInterval) {
        WatchStream watch = new WatchStream(vertx, request, stream);
        Subscription subscription = request.open(store, watch::accept);
        watch.whenClosed.add(subscription::close);
        stream.onClose(closed -> watch.close());
        if (request.bookmarks()) {
            watch.every(bookmarkInterval, subscription::bookmark);
        }
        Duration timeout = request.timeout();
        if (timeout != null) {
            long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), fired -> watch.end());
            watch.whenClosed.add(() -> vertx.cancelTimer(timer));
        }
    }

    private void every(Duration interval, Runnable task) {
        long timer = vertx.setPeriodic(interval.toMillis(), fired -> task.run());
        whenClosed.add(() -> vertx.cancelTimer(timer));
    }

    /** Takes an event from the store, on any thread. */
    private void accept(WatchEvent event) {
        loop.runOnContext(go -> write(event));
    }

    private void write(WatchEvent event) {
        if (closed) {
            return;
        }
        if (stream.isFull()) {
            // A client that reads too slowly starts again from its last version.
            end();
            return;
        }
        stream.send(request.line(event, !bookmarked).toString());
        bookmarked |= event.type() == WatchEvent.Type.BOOKMARK;
        if (event.type() == WatchEvent.Type.ERROR) {
            end();
        }
    }

    private void end() {
        stream.end();
        close();
    }

    private void close() {
        if (!closed) {
            closed = true;
            whenClosed.forEach(Runnable::run);
        }
    }
}
