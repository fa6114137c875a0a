package dev.bellows.k8s.interleavings;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns that a test takes one after the other, on a thread of its choice; time stands still until it is moved. Like the real turns these
 * take tasks from any thread, and drop what waits when they end.
 */
public final class TurnsByHand implements TimeSource {
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Random random = new Random(1);
    private long now;
    private boolean closed;

    /** Takes the turns that are due until none is left. */
    public void takeAll() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    /** Moves time on, and takes all turns that fall due. */
    public void pass(Duration duration) {
        synchronized (this) {
            now += duration.toNanos();
        }
        takeAll();
    }

    private synchronized @Nullable Runnable next() {
        for (Waiting timer : List.copyOf(waiting)) {
            if (timer.at <= now) {
                waiting.remove(timer);
                due.add(timer.task);
            }
        }
        return due.poll();
    }

    @Override
    public Instant wallTime() {
        return Instant.EPOCH;
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (!closed) {
            due.add(task);
        }
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Waiting timer = new Waiting(now + delay.toNanos(), task);
        if (!closed) {
            waiting.add(timer);
        }
        return () -> cancel(timer);
    }

    private synchronized void cancel(Waiting timer) {
        waiting.remove(timer);
    }

    @Override
    public void aside(Runnable task) {
        task.run();
    }

    @Override
    public synchronized void close() {
        closed = true;
        due.clear();
        waiting.clear();
    }

    private static final class Waiting {
        private final long at;
        private final Runnable task;

        Waiting(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }
}
