package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's time, one daemon thread that takes the turns, and as many beside it as there is blocking work at once. */
public final class SystemTimeSource implements TimeSource {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTimeSource.class);

    private static final Duration LAST_WORK = Duration.ofSeconds(5);
    private static final int IDLE_SECONDS = 5;

    /** Longer waits than the machine lives; a timer counts in nanoseconds, which end after 292 years. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor turns;
    private final ThreadPoolExecutor workers;
    private final Duration lastWork;

    /** A time source whose threads have names. */
    public SystemTimeSource(String turnsName, String workersName) {
        this(turnsName, workersName, LAST_WORK);
    }

    /**
     * A time source that waits at its end.
     *
     * @param lastWork how long, for a turn and for the blocking work that have begun
     */
    SystemTimeSource(String turnsName, String workersName, Duration lastWork) {
        this.lastWork = lastWork;
        turns = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, turnsName), new ThreadPoolExecutor.DiscardPolicy());
        turns.setRemoveOnCancelPolicy(true);
        turns.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, workersName));
    }

    private static Thread daemon(Runnable task, String name) {
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
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void execute(Runnable task) {
        turns.execute(guarded(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Duration wait = delay.compareTo(FOREVER) > 0 ? FOREVER : delay;
        Future<?> waiting = turns.schedule(guarded(task), wait.toNanos(), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void aside(Runnable task) {
        Runnable guarded = guarded(task);
        try {
            workers.execute(guarded);
        } catch (RejectedExecutionException e) {
            guarded.run();
        }
    }

    @Override
    public void close() {
        turns.shutdownNow();
        workers.shutdown();
        try {
            boolean ended = turns.awaitTermination(lastWork.toNanos(), TimeUnit.NANOSECONDS)
                    && workers.awaitTermination(lastWork.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a task failed; the runtime goes on", e);
            }
        };
    }
}
