package dev.bellows.driver;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The machine's clock, by which every caller has equally long. */
final class ClockAlarm implements Alarm {
    private final ScheduledThreadPoolExecutor thread;
    private final long millis;

    ClockAlarm(ThreadFactory factory, long millis) {
        this.thread = new ScheduledThreadPoolExecutor(1, factory);
        this.thread.setRemoveOnCancelPolicy(true);
        this.millis = millis;
    }

    @Override
    public Runnable set(Runnable task) {
        Future<?> waiting = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }
}
