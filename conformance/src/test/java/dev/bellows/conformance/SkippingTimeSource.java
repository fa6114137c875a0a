package dev.bellows.conformance;

import dev.bellows.k8s.internal.perform.SystemTimeSource;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The machine's time, of which a test can skip some: what waits for a time in between comes at once, in order. So a limit of the SDK passes
 * after something has been seen, and never before on a machine that is slow.
 */
final class SkippingTimeSource implements TimeSource {
    private final SystemTimeSource system = new SystemTimeSource("skipping-turns", "skipping-worker");
    private final Set<Alarm> alarms = new HashSet<>();
    private Duration skipped = Duration.ZERO;

    /** From now on it is so much later. */
    void skip(Duration time) {
        List<Alarm> waiting;
        synchronized (this) {
            skipped = skipped.plus(time);
            waiting = new ArrayList<>(alarms);
        }
        waiting.sort(Comparator.comparing(alarm -> alarm.due));
        waiting.forEach(Alarm::set);
    }

    @Override
    public synchronized Instant wallTime() {
        return system.wallTime().plus(skipped);
    }

    @Override
    public synchronized long nanoTime() {
        return system.nanoTime() + skipped.toNanos();
    }

    @Override
    public RandomGenerator random() {
        return system.random();
    }

    @Override
    public void execute(Runnable task) {
        system.execute(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(wallTime().plus(delay), task);
        synchronized (this) {
            alarms.add(alarm);
        }
        alarm.set();
        return alarm;
    }

    @Override
    public void aside(Runnable task) {
        system.aside(task);
    }

    @Override
    public void callback(Runnable task) {
        system.callback(task);
    }

    @Override
    public void close() {
        system.close();
    }

    private synchronized boolean remove(Alarm alarm) {
        return alarms.remove(alarm);
    }

    /** A task that waits for its time, however much of it is skipped. */
    private final class Alarm implements Timer {
        private final Instant due;
        private final Runnable task;
        private Timer timer = () -> {};

        Alarm(Instant due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        /** Waits for what is left; the task is run once, however often that is said. */
        synchronized void set() {
            timer.cancel();
            Duration left = Duration.between(wallTime(), due);
            timer = system.after(left.isNegative() ? Duration.ZERO : left, () -> {
                if (remove(this)) {
                    task.run();
                }
            });
        }

        @Override
        public void cancel() {
            remove(this);
            synchronized (this) {
                timer.cancel();
            }
        }
    }
}
