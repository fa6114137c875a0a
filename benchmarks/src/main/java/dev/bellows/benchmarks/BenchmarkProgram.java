package dev.bellows.benchmarks;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints what they measured as one table. */
public final class BenchmarkProgram {
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    private BenchmarkProgram() {}

    /** Runs the program; its argument is the file that lists Spark's jars. */
    public static void main(String[] args) throws RunnerException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: BenchmarkProgram SPARK_CLASSPATH");
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev\\.bellows\\.benchmarks\\..*")
                        // Single calls are timed: only they have a median.
                        .mode(Mode.SampleTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(2)
                        .warmupIterations(8)
                        .warmupTime(ITERATION)
                        .measurementIterations(5)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .jvmArgs("-Xms1g", "-Xmx1g", "-D" + SparkLoader.CLASS_PATH + "=" + args[0])
                        .build())
                .run();
        System.out.print(ResultTable.of(results));
    }
}
