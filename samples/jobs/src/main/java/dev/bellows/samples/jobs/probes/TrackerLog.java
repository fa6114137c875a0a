package dev.bellows.samples.jobs.probes;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.spark.FetchFailed;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.dynalloc.ExecutorMonitor;

/**
 * Prints what Spark's own bookkeeping says of each executor, several times a second: {@code TRACKED <epoch millis> 1=+ 2=- ...}, with a
 * plus where a running job needs the executor's shuffle data; and of each task that did not find such data when that was, whose data it
 * looked for, if that is known, and when its job had begun: {@code LOST <epoch millis> <executor or -> <epoch millis>}. One job at a time.
 */
final class TrackerLog extends SparkListener implements AutoCloseable {
    private static final long MILLIS = 100;

    private final ExecutorMonitor monitor;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile long jobBegan;
    private final Thread printer = new Thread(this::print, "tracker-log");

    private TrackerLog(ExecutorMonitor monitor) {
        this.monitor = monitor;
    }

    static TrackerLog start(SparkContext spark) {
        TrackerLog log = new TrackerLog(spark.executorAllocationManager().get().executorMonitor());
        spark.addSparkListener(log);
        log.printer.setDaemon(true);
        log.printer.start();
        return log;
    }

    /** How many tasks did not find the shuffle data of another one. */
    int lostFetches() {
        return lost.get();
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        jobBegan = start.time();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() instanceof FetchFailed failed) {
            lost.incrementAndGet();
            String executor =
                    failed.bmAddress() == null ? "-" : failed.bmAddress().executorId();
            System.out.println("LOST " + end.taskInfo().finishTime() + " " + executor + " " + jobBegan);
        }
    }

    @Override
    public void close() {
        printer.interrupt();
    }

    private void print() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                System.out.println("TRACKED " + System.currentTimeMillis() + " " + states());
                Thread.sleep(MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ReflectiveOperationException e) {
            System.out.println("TRACKED nothing: " + e);
        }
    }

    private String states() throws ReflectiveOperationException {
        Field field = ExecutorMonitor.class.getDeclaredField("executors");
        field.setAccessible(true);
        Map<String, Boolean> active = new TreeMap<>();
        for (Map.Entry<?, ?> each : ((Map<?, ?>) field.get(monitor)).entrySet()) {
            Object tracker = each.getValue();
            active.put((String) each.getKey(), (Boolean)
                    tracker.getClass().getMethod("hasActiveShuffle").invoke(tracker));
        }
        return active.entrySet().stream()
                .map(each -> each.getKey() + "=" + (each.getValue() ? "+" : "-"))
                .collect(Collectors.joining(" "));
    }
}
