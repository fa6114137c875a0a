package dev.bellows.driver;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that callers hold while the server reads what they send. One that sends half a request and no more is cut off: it would hold
 * its thread for ever.
 */
final class Callers implements Executor {
    /** One that is held up by a slow caller does not hold up the others. */
    private static final int THREADS = 4;

    private final ExecutorService threads;
    private final ScheduledThreadPoolExecutor alarms;
    private final long patienceMillis;
    private final ThreadLocal<Patience> patience = new ThreadLocal<>();

    Callers(ThreadFactory factory, long patienceMillis) {
        this.threads = Executors.newFixedThreadPool(THREADS, factory);
        this.alarms = new ScheduledThreadPoolExecutor(1, factory);
        this.alarms.setRemoveOnCancelPolicy(true);
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void execute(Runnable exchange) {
        threads.execute(() -> attend(exchange));
    }

    private void attend(Runnable exchange) {
        Patience limit = new Patience(Thread.currentThread());
        patience.set(limit);
        Future<?> alarm = alarms.schedule(limit, patienceMillis, TimeUnit.MILLISECONDS);
        try {
            exchange.run();
        } finally {
            limit.end();
            alarm.cancel(false);
            patience.remove();
            // Another caller gets this thread.
            Thread.interrupted();
        }
    }

    /** The caller on this thread may take its time from now on. */
    void trust() {
        patience.get().end();
    }

    void stop() {
        threads.shutdownNow();
        alarms.shutdownNow();
    }

    /** Ends a caller's connection: an interrupted thread closes the one it reads from. */
    private static final class Patience implements Runnable {
        private final Thread reader;
        private boolean over;

        Patience(Thread reader) {
            this.reader = reader;
        }

        @Override
        public synchronized void run() {
            if (!over) {
                reader.interrupt();
            }
        }

        synchronized void end() {
            over = true;
        }
    }
}
