package dev.bellows.benchmarks.soak;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A service through which runs pass, in a heap that the caller sets. */
public final class Soak {
    private static final int STEPS = 10;
    private static final Retention A_WHILE = new Retention(Duration.ZERO, Duration.ofMinutes(2));

    private final SparkJob job = SparkJob.builder()
            .name("brief")
            .image("registry.example.com/acme/spark:4.1.1")
            .jar("local:///opt/app/brief.jar", "com.acme.Brief")
            .executors(executors -> executors.count(2))
            .serviceAccount("spark")
            .build();
    private final SparkKubernetes spark;
    private final int open;
    private final Semaphore places;
    private final LongAdder events = new LongAdder();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    private Soak(SparkKubernetes spark, int open) {
        this.spark = spark;
        this.open = open;
        this.places = new Semaphore(open);
    }

    /** Submits, measures and judges; arguments: URL, token, how many runs, how many of them at once. */
    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[2]);
        ConnectOptions options = ConnectOptions.ambient()
                .url(args[0])
                .token(args[1])
                .namespace("default")
                .client("soak");
        List<String> complaints;
        try (SparkKubernetes spark = SparkKubernetes.connect(options)) {
            complaints = new Soak(spark, Integer.parseInt(args[3])).pass(count);
        }
        complaints.forEach(complaint -> System.err.println("NOT HELD " + complaint));
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    private List<String> pass(int count) throws InterruptedException {
        List<Footprint> seen = new ArrayList<>();
        long start = System.nanoTime();
        int step = Math.max(1, count / STEPS);
        for (int number = 1; number <= count; number++) {
            places.acquire();
            submit(number);
            if (number % step == 0) {
                Footprint now = Footprint.now();
                seen.add(now);
                System.out.printf(
                        "%7d runs  %5.0f s  %s  events %d%n",
                        number, (System.nanoTime() - start) / 1e9, now, events.sum());
            }
        }
        places.acquire(open);
        List<String> complaints = Footprint.complaints(seen);
        failures.stream().limit(STEPS).forEach(complaints::add);
        return complaints;
    }

    /** In turns with everything that a service may ask of a run, and lets go of it. */
    private void submit(int number) {
        RunOptions options = RunOptions.key("soak-" + number).submissionDeadline(Duration.ofMinutes(5));
        SparkRun run = spark.submit(
                job,
                switch (number % 4) {
                    case 0 -> options.retention(A_WHILE);
                    case 1 -> options.retention(Retention.none()).layout(Layout.COMPACT);
                    default -> options.retention(Retention.none());
                });
        if (number % 2 == 0) {
            run.onEvent(event -> events.increment());
            run.driverRunning().thenAccept(state -> events.increment());
            run.executorsRunning(2);
        }
        run.result().whenComplete((result, error) -> {
            note(number, result, error);
            places.release();
        });
    }

    private void note(int number, @Nullable RunResult result, @Nullable Throwable error) {
        if (result == null) {
            failures.add("run " + number + ": " + error);
        } else if (!result.succeeded()) {
            failures.add("run " + number + ": " + result.report());
        }
    }
}
