package dev.bellows.benchmarks.simulate;

import dev.bellows.job.SparkJob;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes jobs from submission to success on a simulated cluster, and prints how long that took: the first line is that of a JVM just begun,
 * the last one the median once the compiler is done.
 */
public final class SimulationProgram {
    private static final int JOBS = 1_000;
    private static final int ROUNDS = 13;

    /** After so many rounds little is left to compile. */
    private static final int WARM_UP = 6;

    private SimulationProgram() {}

    /** Runs the program. */
    public static void main(String[] args) {
        System.out.printf("%-8s %8s %12s%n", "round", "jobs", "wall time");
        List<Duration> warm = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Duration took = simulate(JOBS);
            System.out.printf("%-8d %8d %9d ms%n", round, JOBS, took.toMillis());
            if (round > WARM_UP) {
                warm.add(took);
            }
        }
        Duration median = warm.stream().sorted().toList().get(warm.size() / 2);
        System.out.printf(
                "median of rounds %d to %d: %d ms for %d jobs%n", WARM_UP + 1, ROUNDS, median.toMillis(), JOBS);
    }

    private static Duration simulate(int jobs) {
        long start = System.nanoTime();
        try (SimulatedCluster cluster = SimulatedCluster.seeded(1)) {
            List<SparkRun> runs = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                runs.add(cluster.spark().submit(job("job-" + i), RunOptions.key("k")));
            }
            cluster.advance(Duration.ofMinutes(3));
            if (!runs.stream().map(run -> run.result().join()).allMatch(RunResult::succeeded)) {
                throw new IllegalStateException("not all jobs have succeeded");
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static SparkJob job(String name) {
        return SparkJob.builder()
                .name(name)
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
                .executors(e -> e.count(2))
                .build();
    }
}
