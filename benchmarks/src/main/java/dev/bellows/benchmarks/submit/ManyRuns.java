package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A service with many runs on the cluster at once: submits them, holds them, and finds them again, in a heap that the caller sets. */
public final class ManyRuns {
    private static final int WARM_UP = 500;

    private ManyRuns() {}

    /** Submits and attaches; arguments: URL, token, how many. */
    public static void main(String[] args) {
        int count = Integer.parseInt(args[2]);
        ConnectOptions options =
                ConnectOptions.ambient().url(args[0]).token(args[1]).namespace("default");
        try (SparkKubernetes spark = SparkKubernetes.connect(options.client("warm-up"))) {
            all(submit(spark, "warm-up", WARM_UP));
        }
        long before;
        try (SparkKubernetes spark = SparkKubernetes.connect(options.client("many"))) {
            before = heap();
            long start = System.nanoTime();
            List<SparkRun> runs = submit(spark, "many", count);
            all(runs);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("submitted: %d runs in %.1f s, %.0f a second%n", count, seconds, count / seconds);
            System.out.printf(
                    "threads at most: %d; watches: %d%n",
                    ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                    spark.health().join().watches().size());
            System.out.printf("heap a run: %.0f bytes%n", (heap() - before) / (double) runs.size());
        }
        try (SparkKubernetes spark = SparkKubernetes.connect(options.client("many"))) {
            long start = System.nanoTime();
            List<SparkRun> found = spark.attachAll().join();
            all(found);
            System.out.printf("attached again: %d runs in %.2f s%n", found.size(), (System.nanoTime() - start) / 1e9);
        }
    }

    private static List<SparkRun> submit(SparkKubernetes spark, String key, int count) {
        SparkJob job = SubmitProgram.job();
        return IntStream.range(0, count)
                .mapToObj(i -> spark.submit(job, patient(key + "-" + i)))
                .toList();
    }

    /** On a machine that is slow the figures are to be bad, not missing. */
    static RunOptions patient(String key) {
        return RunOptions.key(key).submissionDeadline(Duration.ofMinutes(5));
    }

    private static void all(List<SparkRun> runs) {
        List<CompletableFuture<?>> submitted = new ArrayList<>();
        runs.forEach(run -> submitted.add(run.submitted()));
        CompletableFuture.allOf(submitted.toArray(CompletableFuture<?>[]::new)).join();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
