package dev.bellows.testkit.internal.store;

/** A running watch. */
public interface Subscription extends AutoCloseable {

    /** Sends a bookmark with the present version to the sink, behind the events that are on their way. */
    void bookmark();

    /** Ends the watch; events that are on their way are dropped. */
    @Override
    void close();
}
