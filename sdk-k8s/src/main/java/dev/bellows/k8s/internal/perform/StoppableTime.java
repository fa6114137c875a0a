package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** A time whose turns any thread can stop between two of them, also the one that takes them: nobody has to wait for a last turn. */
final class StoppableTime implements TimeSource {
    private final TimeSource time;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean stopped;

    StoppableTime(TimeSource time) {
        this.time = time;
    }

    @Override
    public Instant wallTime() {
        return time.wallTime();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public RandomGenerator random() {
        return time.random();
    }

    @Override
    public void execute(Runnable task) {
        time.execute(() -> take(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, () -> take(task));
    }

    @Override
    public void aside(Runnable task) {
        time.aside(task);
    }

    @Override
    public void callback(Runnable task) {
        time.callback(task);
    }

    private void take(Runnable task) {
        turn.lock();
        try {
            if (!stopped) {
                task.run();
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Takes the last turn, in this thread, as soon as the one under way is over.
     *
     * @param patience how long that is waited for
     * @return whether it was taken; no other turn is taken in any case
     */
    boolean stop(Duration patience, Runnable last) {
        stopped = true;
        if (!entered(patience)) {
            return false;
        }
        try {
            last.run();
            return true;
        } finally {
            turn.unlock();
        }
    }

    private boolean entered(Duration patience) {
        try {
            // Without a wait first: a caller that was interrupted before gets it too.
            return turn.tryLock() || turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the time below; the turns are stopped before. */
    @Override
    public void close() {
        stopped = true;
        time.close();
    }
}
