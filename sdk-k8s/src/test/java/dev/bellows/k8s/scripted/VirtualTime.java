package dev.bellows.k8s.scripted;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Time that stands still until a test moves it. Tasks run on the test's thread, by due time and then in the order given; what is due now
 * runs before the outermost call returns.
 */
public final class VirtualTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final List<Throwable> failures = new ArrayList<>();
    private final Random random = new Random(1);
    private long now;
    private long order;
    private boolean running;

    /** Moves on, running what falls due. */
    public void advance(Duration step) {
        drain(now + step.toNanos());
    }

    /** What tasks threw; a test that expects nothing asserts that it is empty. */
    public List<Throwable> failures() {
        return failures;
    }

    /** How many tasks wait for their time. */
    public int waiting() {
        return (int) waiting.stream().filter(task -> !task.dropped).count();
    }

    /** This time, for one process that can end without the others. */
    public TimeSource process() {
        return new OneProcess();
    }

    @Override
    public Instant wallTime() {
        return START.plusNanos(now);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
        if (!running) {
            drain(now);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Task added = new Task(now + Math.max(0, delay.toNanos()), order++, task);
        waiting.add(added);
        return () -> added.dropped = true;
    }

    @Override
    public void aside(Runnable task) {
        execute(task);
    }

    @Override
    public void close() {
        waiting.clear();
    }

    private void drain(long until) {
        if (running) {
            throw new IllegalStateException("time moves from outside only");
        }
        running = true;
        try {
            while (!waiting.isEmpty() && waiting.peek().due <= until) {
                Task next = waiting.remove();
                now = Math.max(now, next.due);
                if (!next.dropped) {
                    run(next.work);
                }
            }
        } finally {
            running = false;
        }
        now = Math.max(now, until);
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private static final class Task {
        private final long due;
        private final long order;
        private final Runnable work;
        private boolean dropped;

        Task(long due, long order, Runnable work) {
            this.due = due;
            this.order = order;
            this.work = work;
        }

        long due() {
            return due;
        }

        long order() {
            return order;
        }
    }

    private final class OneProcess implements TimeSource {
        private boolean ended;

        @Override
        public Instant wallTime() {
            return VirtualTime.this.wallTime();
        }

        @Override
        public long nanoTime() {
            return VirtualTime.this.nanoTime();
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void execute(Runnable task) {
            VirtualTime.this.execute(unlessEnded(task));
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return VirtualTime.this.after(delay, unlessEnded(task));
        }

        @Override
        public void aside(Runnable task) {
            if (ended) {
                task.run();
            } else {
                VirtualTime.this.aside(task);
            }
        }

        @Override
        public void close() {
            ended = true;
        }

        private Runnable unlessEnded(Runnable task) {
            return () -> {
                if (!ended) {
                    task.run();
                }
            };
        }
    }
}
