package dev.bellows.k8s.internal.perform;

import dev.bellows.run.RunEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A run's events, for listeners that come early or late: each gets all of them that are kept, once, in order. Those of the run itself and
 * those of its executors are forgotten apart, the oldest first: executors that come and go for months leave what happened to the run.
 */
final class EventFeed {
    private static final int MOST_OF_RUN = 1_000;

    /** As many executors as a time line shows, each with its begin, its start and its end. */
    private static final int MOST_OF_EXECUTORS = 6_000;

    private final Executor callbacks;
    private final int mostOfRun;
    private final int mostOfExecutors;
    private final Deque<Told> ofRun = new ArrayDeque<>();
    private final Deque<Told> ofExecutors = new ArrayDeque<>();
    private long told;

    /** Copied when it changes: a listener may register another one. */
    private final List<Consumer<RunEvent>> listeners = new CopyOnWriteArrayList<>();

    EventFeed(Executor callbacks) {
        this(callbacks, MOST_OF_RUN, MOST_OF_EXECUTORS);
    }

    /** A feed that keeps so many events of a run, and so many of its executors. */
    EventFeed(Executor callbacks, int mostOfRun, int mostOfExecutors) {
        this.callbacks = callbacks;
        this.mostOfRun = mostOfRun;
        this.mostOfExecutors = mostOfExecutors;
    }

    synchronized void add(Consumer<RunEvent> listener) {
        SerialExecutor serial = new SerialExecutor(callbacks);
        Consumer<RunEvent> guarded = event -> serial.execute(() -> listener.accept(event));
        past().forEach(guarded);
        listeners.add(guarded);
    }

    /** The events so far that are kept. */
    synchronized List<RunEvent> past() {
        return Stream.concat(ofRun.stream(), ofExecutors.stream())
                .sorted(Comparator.comparingLong(Told::number))
                .map(Told::event)
                .toList();
    }

    synchronized void tell(RunEvent event) {
        boolean ofExecutor = event.read(new OfExecutor());
        Deque<Told> kept = ofExecutor ? ofExecutors : ofRun;
        kept.add(new Told(told++, event));
        if (kept.size() > (ofExecutor ? mostOfExecutors : mostOfRun)) {
            kept.remove();
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** An event, and how many were told before. */
    private record Told(long number, RunEvent event) {}
}
