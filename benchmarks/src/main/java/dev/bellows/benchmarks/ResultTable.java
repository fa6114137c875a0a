package dev.bellows.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured, a line a benchmark: the median, how many times faster than Spark's builder that is, and what a call allocates. */
final class ResultTable {
    private static final String HEAD = "%-32s %12s %10s %14s%n".formatted("benchmark", "p50", "ratio", "allocated");
    private static final String SPARK = "SparkBenchmark.quickstart";

    private ResultTable() {}

    static String of(Collection<RunResult> results) {
        return of(results.stream().map(ResultTable::row).toList());
    }

    static String of(List<Row> rows) {
        double spark = rows.stream()
                .filter(row -> row.name().equals(SPARK))
                .mapToDouble(Row::median)
                .findFirst()
                .orElse(Double.NaN);
        return rows.stream()
                .map(row -> "%-32s %9.1f us %9.1fx %11.1f KB%n"
                        .formatted(row.name(), row.median(), spark / row.median(), row.allocated() / 1024))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static Row row(RunResult result) {
        String name = result.getParams().getBenchmark().replaceFirst("^.*\\.(?=[^.]+\\.[^.]+$)", "");
        Result<?> allocated = Objects.requireNonNull(
                result.getSecondaryResults().get("gc.alloc.rate.norm"), "the profiler measures it");
        return new Row(name, result.getPrimaryResult().getStatistics().getPercentile(50), allocated.getScore());
    }

    /**
     * One line.
     *
     * @param name class and method
     * @param median microseconds a call
     * @param allocated bytes a call
     */
    record Row(String name, double median, double allocated) {}
}
