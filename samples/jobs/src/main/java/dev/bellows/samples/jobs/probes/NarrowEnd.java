package dev.bellows.samples.jobs.probes;

import dev.bellows.samples.jobs.FlightDelays;
import dev.bellows.samples.jobs.Pause;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Writes shuffle data on every executor, and reads all of it in one slow task at the end. Prints {@code RESULT sum S tasks N}: a task that
 * had to be run again counts again.
 *
 * <p>Arguments: how many tasks write, and for how many seconds, or for which file, the last one waits before it
 * reads.
 */
public final class NarrowEnd {
    private static final int KEYS = 12;
    private static final int ROWS = 600;
    private static final long WRITE_MILLIS = 1_500;

    private NarrowEnd() {}

    /** Counts the tasks that have ended. */
    private static final class TaskCount extends SparkListener {
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            ended.incrementAndGet();
        }
    }

    /** Runs the probe. */
    public static void main(String[] args) {
        int writers = Integer.parseInt(args[0]);
        String end = args[1];
        SparkSession session = SparkSession.builder().appName("narrow-end").getOrCreate();
        TaskCount tasks = new TaskCount();
        session.sparkContext().addSparkListener(tasks);
        List<Integer> sums = new JavaSparkContext(session.sparkContext())
                .parallelize(IntStream.range(0, ROWS).boxed().toList(), writers)
                .mapPartitions(rows -> {
                    Thread.sleep(WRITE_MILLIS);
                    return rows;
                })
                .mapToPair(row -> new Tuple2<>(row % KEYS, 1))
                .reduceByKey(Integer::sum, 4)
                .values()
                .coalesce(1)
                .mapPartitions(values -> {
                    Pause.until(end);
                    return values;
                })
                .collect();
        // Then every event has been heard.
        session.stop();
        System.out.println(FlightDelays.MARK + "sum "
                + sums.stream().mapToInt(Integer::intValue).sum() + " tasks " + tasks.ended.get());
    }
}
