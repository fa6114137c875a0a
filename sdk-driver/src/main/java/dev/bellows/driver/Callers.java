package dev.bellows.driver;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that callers hold while the server reads what they send. One that sends half a request and no more is cut off: it would hold
 * its thread for ever.
 */
final class Callers implements Executor {
    /** One that is held up by a slow caller does not hold up the others. */
    static final int THREADS = 4;

    private final ExecutorService threads;
    private final Alarm alarm;
    private final ThreadLocal<Patience> patience = new ThreadLocal<>();

    Callers(ThreadFactory factory, Alarm alarm) {
        this.threads = Executors.newFixedThreadPool(THREADS, factory);
        this.alarm = alarm;
    }

    @Override
    public void execute(Runnable exchange) {
        threads.execute(() -> attend(exchange));
    }

    private void attend(Runnable exchange) {
        Patience limit = new Patience(Thread.currentThread());
        patience.set(limit);
        Runnable off = alarm.set(limit);
        try {
            exchange.run();
        } finally {
            limit.end();
            off.run();
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
        alarm.stop();
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
