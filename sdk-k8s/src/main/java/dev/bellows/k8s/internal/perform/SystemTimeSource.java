package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's time, one daemon thread that takes the turns, and beside it a few for blocking work and a few for the user's code. */
public final class SystemTimeSource implements TimeSource {
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    /** Reading files and answers: a machine's disk and processors serve no more at once. */
    private static final int WORKERS = 4;

    private static final int WORK_WAITING = 1_000;

    /** Dependents may block, each as long as it likes. */
    private static final int CALLBACKS = 8;

    private static final int CALLBACKS_WAITING = 10_000;

    /** Longer waits than the machine lives; a timer counts in nanoseconds, which end after 292 years. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor turns;
    private final Workers workers;
    private final Workers callbacks;
    private final Duration lastWork;
    private volatile @Nullable Thread turning;

    /** A time source whose threads have names; those for the user's code have that of the workers with {@code -callback}. */
    public SystemTimeSource(String turnsName, String workersName) {
        this(turnsName, workersName, LAST_WORK);
    }

    /**
     * A time source that waits at its end.
     *
     * @param lastWork how long, for a turn and for the work beside it that have begun
     */
    SystemTimeSource(String turnsName, String workersName, Duration lastWork) {
        this.lastWork = lastWork;
        turns = new ScheduledThreadPoolExecutor(
                1, task -> turning = daemon(task, turnsName), new ThreadPoolExecutor.DiscardPolicy());
        turns.setRemoveOnCancelPolicy(true);
        turns.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = new Workers(WORKERS, WORK_WAITING, task -> daemon(task, workersName));
        callbacks = new Workers(CALLBACKS, CALLBACKS_WAITING, task -> daemon(task, workersName + "-callback"));
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
        turns.execute(() -> Workers.run(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Duration wait = delay.compareTo(FOREVER) > 0 ? FOREVER : delay;
        Future<?> waiting = turns.schedule(() -> Workers.run(task), wait.toNanos(), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void aside(Runnable task) {
        workers.execute(task);
    }

    @Override
    public void callback(Runnable task) {
        callbacks.execute(task);
    }

    /** Waits for what has begun, but not for the caller's own thread; what takes too long is interrupted. */
    @Override
    public void close() {
        turns.shutdown();
        workers.close();
        callbacks.close();
        if (!ended(System.nanoTime() + lastWork.toNanos())) {
            busy().forEach(Thread::interrupt);
            workers.interrupt();
            callbacks.interrupt();
        }
    }

    private List<Thread> busy() {
        Thread turn = turning;
        Stream<Thread> others = Stream.concat(workers.busy().stream(), callbacks.busy().stream());
        return Stream.concat(turn == null ? Stream.empty() : Stream.of(turn), others)
                .filter(thread -> thread != Thread.currentThread())
                .toList();
    }

    private boolean ended(long deadline) {
        try {
            for (Thread thread : busy()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left > 0) {
                    thread.join(left);
                }
                if (thread.isAlive()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
