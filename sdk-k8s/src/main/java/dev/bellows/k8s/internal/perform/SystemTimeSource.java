package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's time, and one daemon thread that takes the turns. */
public final class SystemTimeSource implements TimeSource {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTimeSource.class);

    private final ScheduledThreadPoolExecutor turns;

    /** A time source whose thread has a name. */
    public SystemTimeSource(String threadName) {
        turns = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, threadName), new ThreadPoolExecutor.DiscardPolicy());
        turns.setRemoveOnCancelPolicy(true);
        turns.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        turns.execute(guarded(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Future<?> waiting = turns.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a turn failed; the runtime goes on", e);
            }
        };
    }
}
