package dev.bellows.testkit.internal.virtual;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The queue of everything that will happen, run on the caller's thread by due time and then in the order given. Not thread-safe: one
 * thread tells the whole story.
 */
public final class VirtualTime implements InstantSource {
    /** When every simulation begins. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> waiting = new PriorityQueue<>();
    private final List<Runnable> afterEach = new ArrayList<>();
    private long now;
    private long order;
    private boolean running;

    /** The cluster's own time. */
    @Override
    public Instant instant() {
        return START.plusNanos(now);
    }

    /** Time since the start, in nanoseconds. */
    public long nanos() {
        return now;
    }

    /** Runs something after each task, such as a check of what must always hold. */
    public void afterEach(Runnable check) {
        afterEach.add(check);
    }

    /** Runs a task after a delay. */
    public void after(Duration delay, Runnable work) {
        at(now + Math.max(0, saturated(delay)), work);
    }

    /** Runs a task at a time, or now if that has passed. */
    public void at(long nanos, Runnable work) {
        waiting.add(new Task(Math.max(now, nanos), order++, work));
    }

    /** Moves on, running what falls due. */
    public void advance(Duration step) {
        long until = now + saturated(step);
        drain(until, () -> false);
        now = Math.max(now, until);
    }

    /** Moves on until something holds, or until a limit; says whether it holds. */
    public boolean advanceUntil(BooleanSupplier goal, Duration limit) {
        drain(now + saturated(limit), goal);
        return goal.getAsBoolean();
    }

    /** Runs what is due now, unless time is moving already. */
    public void settle() {
        if (!running) {
            drain(now, () -> false);
        }
    }

    private void drain(long until, BooleanSupplier goal) {
        if (running) {
            throw new IllegalStateException("time is moving: it cannot be moved from a callback");
        }
        running = true;
        try {
            while (!goal.getAsBoolean() && !waiting.isEmpty() && waiting.peek().due <= until) {
                Task next = waiting.remove();
                now = next.due;
                next.work.run();
                afterEach.forEach(Runnable::run);
            }
        } finally {
            running = false;
        }
    }

    private static long saturated(Duration duration) {
        // Far enough for any test, and far from an overflow.
        Duration limit = Duration.ofDays(36_500);
        return (duration.compareTo(limit) > 0 ? limit : duration).toNanos();
    }

    private record Task(long due, long order, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
