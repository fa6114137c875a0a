package dev.bellows.benchmarks;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.RunId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Compiling a job that was built and checked before: conf, properties, driver pod, executor template, ConfigMap, Service, extras. */
@State(Scope.Benchmark)
public class CompileBenchmark {
    private final SparkJob quickstart = BenchmarkJobs.quickstart();
    private final SparkJob everyFeature = BenchmarkJobs.everyFeature();
    private final AttemptId attempt = new AttemptId(
            new RunId("default", "daily-revenue", "2026-11-20"),
            1,
            "billing",
            "spark-0123456789abcdef0123456789abcdef");

    /** The quickstart job. */
    @Benchmark
    public CompiledJob quickstart() {
        return quickstart.compile(attempt);
    }

    /** A job with every group of settings. */
    @Benchmark
    public CompiledJob everyFeature() {
        return everyFeature.compile(attempt);
    }
}
