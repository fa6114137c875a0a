package dev.bellows.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Spark's own builder on the quickstart job. */
@State(Scope.Benchmark)
public class SparkBenchmark {
    private Supplier<?> spark = () -> "";

    /** Loads Spark. */
    @Setup
    public void loadSpark() throws IOException, ReflectiveOperationException {
        spark = SparkLoader.driverPod(Path.of(System.getProperty(SparkLoader.CLASS_PATH)));
    }

    /** The quickstart job. */
    @Benchmark
    public Object quickstart() {
        return spark.get();
    }
}
