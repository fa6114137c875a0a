package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running watches and the events on their way to them. Events are queued under the store's lock and handed over
 * after it is released, by one thread at a time, so that every sink sees them in the order of the store and may call
 * the store itself.
 */
final class Watches {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final Set<Watch> running = new LinkedHashSet<>();
    private final Queue<Delivery> outbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** Adds a watch behind the events it starts with. Needs the store's lock. */
    void add(Watch watch, List<Change> missed) {
        missed.forEach(change -> offer(watch, change));
        running.add(watch);
    }

    /** Drops a watch. Needs the store's lock. */
    void remove(Watch watch) {
        running.remove(watch);
    }

    /** Ends every watch. Needs the store's lock. */
    void clear() {
        running.forEach(Watch::end);
        running.clear();
    }

    /** Queues what one change means to each watch. Needs the store's lock. */
    void publish(Change change) {
        running.forEach(watch -> offer(watch, change));
    }

    /** Queues one event for one watch. Needs the store's lock. */
    void send(Watch watch, WatchEvent.Type type, ObjectNode object) {
        outbox.add(new Delivery(watch, new WatchEvent(type, object)));
    }

    /** Queues a bookmark. Needs the store's lock. */
    void bookmark(Watch watch, long version) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("kind", watch.type().kind()).put("apiVersion", watch.type().apiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(version));
        send(watch, WatchEvent.Type.BOOKMARK, object);
    }

    /** Hands the queued events over. Must not be called with the store's lock. */
    void deliver() {
        if (outbox.isEmpty() || pending.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Delivery next = outbox.poll(); next != null; next = outbox.poll()) {
                next.handOver();
            }
            seen = pending.addAndGet(-seen);
        } while (seen != 0);
    }

    private void offer(Watch watch, Change change) {
        watch.eventFor(change).ifPresent(event -> outbox.add(new Delivery(watch, event)));
    }

    private record Delivery(Watch watch, WatchEvent event) {

        void handOver() {
            try {
                watch.accept(event);
            } catch (RuntimeException e) {
                // One faulty sink must not keep events from the others.
                LOG.warn("A watch of {} failed on {}", watch.type().plural(), event.type(), e);
            }
        }
    }
}
