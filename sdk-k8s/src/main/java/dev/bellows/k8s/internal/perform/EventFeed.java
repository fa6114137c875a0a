package dev.bellows.k8s.internal.perform;

import dev.bellows.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A run's events, for listeners that come early or late: each gets all of them, once, in order. */
final class EventFeed {
    private final Executor callbacks;
    private final List<RunEvent> past = new ArrayList<>();

    /** Copied when it changes: a listener may register another one. */
    private final List<Consumer<RunEvent>> listeners = new CopyOnWriteArrayList<>();

    EventFeed(Executor callbacks) {
        this.callbacks = callbacks;
    }

    synchronized void add(Consumer<RunEvent> listener) {
        SerialExecutor serial = new SerialExecutor(callbacks);
        Consumer<RunEvent> guarded = event -> serial.execute(() -> listener.accept(event));
        List.copyOf(past).forEach(guarded);
        listeners.add(guarded);
    }

    /** All events so far. */
    synchronized List<RunEvent> past() {
        return List.copyOf(past);
    }

    synchronized void tell(RunEvent event) {
        past.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }
}
