package dev.bellows.k8s.port;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Time and turns. Everything the runtime decides happens in {@link #execute} and {@link #after}, one task at a time, in the order given;
 * a simulation puts virtual time here.
 */
public interface TimeSource extends AutoCloseable {
    /** The wall clock, for what people read and what is stored. */
    Instant wallTime();

    /** A monotonic time, for measuring; in nanoseconds from an arbitrary start. */
    long nanoTime();

    /** Randomness for ids and jitter: unpredictable in the real world, seeded in a simulation. Thread-safe. */
    RandomGenerator random();

    /** Runs a task after those before it. Never blocks; after {@link #close()} it does nothing. */
    void execute(Runnable task);

    /** Runs a task after a delay, in turn with the others. */
    Timer after(Duration delay, Runnable task);

    /**
     * Runs a task that may block, beside the turns. It is never dropped: when too many wait for a thread, and after {@link #close()}, it is
     * run at once, in the caller's thread.
     */
    void aside(Runnable task);

    /** Runs the user's code beside the turns, as {@link #aside} does; it may block for ever without holding up any other work. */
    default void callback(Runnable task) {
        aside(task);
    }

    /** Ends the turns, from whatever thread; waiting turns are dropped, what waits beside them is finished. */
    @Override
    void close();

    /** A task that waits for its time. */
    interface Timer {
        /** Drops the task unless it has begun. */
        void cancel();
    }
}
