package dev.bellows.k8s.internal.perform;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Lets so many calls be under way at once; the others wait in the order in which they came, unless too many wait already. Thousands of
 * runs that hear the same at once open no thousands of connections. Thread-safe.
 */
final class Gate {
    /** Some for each of ten thousand runs; more are not waited for, but refused. */
    static final int MOST_WAITING = 100_000;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final int most;
    private final Executor later;
    private int inside;

    /**
     * A gate that is empty.
     *
     * @param most how many calls may be inside
     * @param later begins calls that had to wait: not inside the end of another one, or many in a row would be nested
     */
    Gate(int most, Executor later) {
        this.most = most;
        this.later = later;
    }

    /**
     * Begins a call now or when there is a place for it; it must {@link #leave} once it is answered.
     *
     * @return false if too many wait already, and this one does not
     */
    boolean enter(Runnable call) {
        synchronized (waiting) {
            if (inside == most) {
                return waiting.size() < MOST_WAITING && waiting.add(call);
            }
            inside++;
        }
        call.run();
        return true;
    }

    /** A call is answered: its place is the next one's. */
    void leave() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                inside--;
            }
        }
        if (next != null) {
            later.execute(next);
        }
    }
}
