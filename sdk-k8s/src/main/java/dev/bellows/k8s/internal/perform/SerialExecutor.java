package dev.bellows.k8s.internal.perform;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the user's code on the user's executor: one task at a time, in order, and whatever it throws stays here. Says how much waits, so
 * that those who give it much can stop in time.
 */
final class SerialExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor executor;
    private final Runnable lighter;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private long weight;
    private boolean running;

    SerialExecutor(Executor executor) {
        this(executor, () -> {});
    }

    /**
     * An executor over the user's.
     *
     * @param lighter runs whenever less waits than before
     */
    SerialExecutor(Executor executor, Runnable lighter) {
        this.executor = executor;
        this.lighter = lighter;
    }

    private record Task(Runnable work, int weight) {}

    @Override
    public void execute(Runnable work) {
        execute(work, 0);
    }

    /** Runs a task after those before it; it has its weight until it has run. */
    void execute(Runnable work, int weight) {
        synchronized (waiting) {
            waiting.add(new Task(work, weight));
            this.weight += weight;
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            LOG.warn("the callback executor refuses work; callbacks are dropped");
            synchronized (waiting) {
                waiting.clear();
                this.weight = 0;
                running = false;
            }
            lighter.run();
        }
    }

    /** How much waits or runs at the moment. */
    long weight() {
        synchronized (waiting) {
            return weight;
        }
    }

    private void drain() {
        for (Task next = next(null); next != null; next = next(next)) {
            try {
                next.work.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a callback failed; the run goes on", e);
            }
        }
    }

    private @Nullable Task next(@Nullable Task done) {
        Task next;
        synchronized (waiting) {
            weight -= done == null ? 0 : done.weight;
            next = waiting.poll();
            running = next != null;
        }
        if (done != null) {
            lighter.run();
        }
        return next;
    }
}
