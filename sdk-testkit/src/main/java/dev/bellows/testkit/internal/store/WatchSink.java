package dev.bellows.testkit.internal.store;

/** Takes the events of one watch, in the order of the store, never two at a time. */
@FunctionalInterface
public interface WatchSink {

    /**
     * Takes one event. Called without the store's lock, on a thread that changes the store; must not block. The sink
     * may call the store.
     */
    void event(WatchEvent event);
}
