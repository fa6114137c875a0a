package dev.bellows.k8s.internal.perform;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for tasks that may block: so many at most, and so many tasks that wait for one. What comes beyond, or finds no thread for another
 * reason, is done by the thread that brings it: no task is ever dropped.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int IDLE_SECONDS = 5;

    /** Those that have begun or will, each with the thread that made it. */
    private final Map<Thread, Thread> alive = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor pool;
    private volatile boolean late;

    /**
     * No thread yet.
     *
     * @param most how many threads there may be at once
     * @param waiting how many tasks may wait
     * @param threads makes them
     */
    Workers(int most, int waiting, ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                task -> made(threads.newThread(() -> live(task))));
        pool.allowCoreThreadTimeOut(true);
    }

    /** Known before it begins: whoever waits for all of them misses none. */
    private Thread made(Thread thread) {
        alive.put(thread, Thread.currentThread());
        return thread;
    }

    private void live(Runnable task) {
        try {
            task.run();
        } finally {
            alive.remove(Thread.currentThread());
        }
    }

    void execute(Runnable task) {
        Runnable guarded = guarded(task);
        try {
            pool.execute(guarded);
        } catch (RuntimeException | Error e) {
            // Full or closed; or the machine has no thread left, which is an Error, and the one that was made never
            // begins. One that another thread has made just now does.
            alive.entrySet()
                    .removeIf(made -> made.getValue() == Thread.currentThread()
                            && made.getKey().getState() == Thread.State.NEW);
            guarded.run();
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            if (late && alive.containsKey(Thread.currentThread())) {
                Thread.currentThread().interrupt();
            }
            run(task);
        };
    }

    /** Runs a task whose failure harms nothing else. */
    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task failed; the runtime goes on", e);
        }
    }

    /** Takes no more tasks. Those that wait are still done. */
    void close() {
        pool.shutdown();
    }

    /** The threads that have tasks yet, but for the one that asks: it cannot wait for itself. */
    List<Thread> busy() {
        return alive.keySet().stream()
                .filter(thread -> thread != Thread.currentThread())
                .toList();
    }

    /** Interrupts every task that has begun, and each that begins from now on; but for the one that asks. */
    void interrupt() {
        late = true;
        busy().forEach(Thread::interrupt);
    }
}
