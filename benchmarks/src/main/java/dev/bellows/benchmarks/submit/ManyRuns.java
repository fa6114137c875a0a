package dev.bellows.benchmarks.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A service with many runs on the cluster at once: submits them, holds them, and finds them again, in a heap that the caller sets. */
public final class ManyRuns {
    /** As many as it takes until the JVM has compiled what it will. */
    private static final int WARM_UP = 5_000;

    private static final int EXECUTORS = 5_000;

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
            System.out.printf(
                    "heap an executor pod: %.0f bytes%n",
                    executors(spark, runs.get(0).id(), args));
        }
        try (SparkKubernetes spark = SparkKubernetes.connect(options.client("many"))) {
            long start = System.nanoTime();
            List<SparkRun> found = spark.attachAll().join();
            all(found);
            System.out.printf("attached again: %d runs in %.2f s%n", found.size(), (System.nanoTime() - start) / 1e9);
        }
    }

    /** What an executor pod of a run takes, its events included. */
    private static double executors(SparkKubernetes spark, RunId run, String[] args) {
        SparkRun watched = spark.attach(run);
        AtomicInteger seen = new AtomicInteger();
        watched.onEvent(event -> seen.incrementAndGet());
        watched.submitted().join();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(args[0])
                        .withOauthToken(args[1])
                        .withTrustCerts()
                        .build())
                .build()) {
            CompiledJob job = SubmitProgram.job().compile(new AttemptId(run, 1, "many", "spark-many"));
            OwnerReference driver = owner(client, run);
            executor(client, job, driver, 1);
            until(() -> seen.get() > 1);
            int told = seen.get();
            long before = heap();
            for (int number = 2; number <= EXECUTORS + 1; number++) {
                executor(client, job, driver, number);
            }
            until(() -> seen.get() >= told + EXECUTORS);
            return (heap() - before) / (double) EXECUTORS;
        }
    }

    private static OwnerReference owner(KubernetesClient client, RunId run) {
        Pod driver = client.pods()
                .inNamespace(run.namespace())
                .withLabel("bellows.dev/run", run.runName())
                .list()
                .getItems()
                .get(0);
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(driver.getMetadata().getName())
                .withUid(driver.getMetadata().getUid())
                .withController(true)
                .build();
    }

    private static void executor(KubernetesClient client, CompiledJob job, OwnerReference driver, int number) {
        Pod pod = job.executorPod(number);
        pod.getMetadata().setOwnerReferences(List.of(driver));
        client.pods().inNamespace("default").resource(pod).create();
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the executors were not told of");
            }
            LockSupport.parkNanos(1_000_000);
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
