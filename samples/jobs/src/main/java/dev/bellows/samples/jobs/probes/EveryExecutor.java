package dev.bellows.samples.jobs.probes;

import dev.bellows.samples.jobs.FlightDelays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Asks every executor and prints what each of them says, as {@code RESULT executor 1 ...}. Conf of the job: {@code
 * spark.scheduler.minRegisteredResourcesRatio=1.0} and a long {@code spark.scheduler.maxRegisteredResourcesWaitingTime}, so that all of
 * them are there when the tasks are handed out.
 */
final class EveryExecutor {
    private static final int TASKS_PER_EXECUTOR = 8;
    private static final long MILLIS = 200;

    private EveryExecutor() {}

    /** The question is asked in tasks; an executor that answers differently in two of them prints both. */
    static void print(JavaSparkContext spark, Function<Integer, List<String>> question) {
        int executors = spark.getConf().getInt("spark.executor.instances", 1);
        int tasks = executors * TASKS_PER_EXECUTOR;
        spark
                .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
                .flatMap(task -> {
                    // A task that is over at once leaves its place to the next one, and no executor but the first would
                    // ever be asked.
                    Thread.sleep(MILLIS);
                    String executor = "executor " + SparkEnv.get().executorId() + " ";
                    return question.call(task).stream().map(executor::concat).iterator();
                })
                .distinct()
                .collect()
                .stream()
                .sorted()
                .forEach(line -> System.out.println(FlightDelays.MARK + line));
    }
}
