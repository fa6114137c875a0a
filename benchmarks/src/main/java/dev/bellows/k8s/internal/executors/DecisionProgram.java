package dev.bellows.k8s.internal.executors;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Measures what a decision about 1,000 executors takes, and prints a table. */
public final class DecisionProgram {
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    private DecisionProgram() {}

    /** Runs the program. */
    public static void main(String[] args) throws RunnerException {
        System.out.printf("%-16s %-10s %12s %12s%n", "1,000 executors", "migrated", "p50", "p99");
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        // Single calls are timed: only they have a median.
                        .mode(Mode.SampleTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(ITERATION)
                        .measurementIterations(3)
                        .measurementTime(ITERATION)
                        .build())
                .run()) {
            Statistics calls = result.getPrimaryResult().getStatistics();
            System.out.printf(
                    "%-16s %-10s %9.0f us %9.0f us%n",
                    result.getParams().getBenchmark().replaceFirst("^.*\\.", ""),
                    result.getParams().getParam("migrated"),
                    calls.getPercentile(50),
                    calls.getPercentile(99));
        }
    }
}
