package dev.bellows.benchmarks;

import dev.bellows.job.SparkJob;

/** The jobs that are measured. */
final class BenchmarkJobs {
    private BenchmarkJobs() {}

    /** The job of the README. */
    static SparkJob quickstart() {
        return SparkJob.builder()
                .name("daily-revenue")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
                .args("2026-11-20")
                .executors(e -> e.count(8).cores(4).memory("8g"))
                .serviceAccount("spark")
                .build();
    }
}
