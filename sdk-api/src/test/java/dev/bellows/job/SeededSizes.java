package dev.bellows.job;

import java.time.Duration;
import java.util.Random;

/** Sizes and numbers by chance, none of which fights another. */
final class SeededSizes {
    private final Random random;

    private SeededSizes(Random random) {
        this.random = random;
    }

    static void fill(DriverSpecBuilder driver, SparkVersion line, Random random) {
        SeededSizes sizes = new SeededSizes(random);
        sizes.maybe(() -> driver.limitCores("64"));
        sizes.maybe(() -> driver.memoryOverheadFactor(sizes.fraction()));
        // From Spark 4.0 on: jobs for 3.5 must stay as well.
        if (random.nextInt(4) == 0 && line != SparkVersion.V3_5) {
            driver.minMemoryOverhead((1 + random.nextInt(2000)) + "m");
        }
    }

    static void fill(ExecutorSpecBuilder executors, SparkVersion line, Random random) {
        SeededSizes sizes = new SeededSizes(random);
        sizes.maybe(() -> executors.limitCores("64"));
        sizes.maybe(() -> executors.memoryOverheadFactor(sizes.fraction()));
        if (random.nextInt(4) == 0 && line != SparkVersion.V3_5) {
            executors.minMemoryOverhead((1 + random.nextInt(2000)) + "m");
        }
        sizes.maybe(() -> executors.offHeap((1 + random.nextInt(4000)) + "m"));
        sizes.maybe(() -> executors.pysparkMemory((1 + random.nextInt(4)) + "g"));
        sizes.maybe(() -> executors.fitOn(NodeShape.of(64, Memory.of("64t"))
                .allocatable(90 + random.nextInt(10))
                .daemonSets(random.nextInt(20))));
        if (random.nextBoolean()) {
            executors.count(1 + random.nextInt(100));
        } else {
            executors.dynamic(sizes::fill);
        }
    }

    private void fill(DynamicAllocationBuilder dynamic) {
        int minimum = random.nextInt(10);
        dynamic.between(minimum, minimum + 10);
        maybe(() -> dynamic.initial(minimum + random.nextInt(10)));
        maybe(() -> dynamic.idleTimeout(duration()));
        maybe(() -> dynamic.cachedIdleTimeout(duration()));
        maybe(() -> dynamic.backlogTimeout(duration()));
        maybe(() -> dynamic.sustainedBacklogTimeout(duration()));
        maybe(() -> dynamic.allocationRatio(fraction()));
    }

    private Duration duration() {
        return Duration.ofSeconds(1 + random.nextInt(100_000));
    }

    private double fraction() {
        return (1 + random.nextInt(100)) / 100.0;
    }

    private void maybe(Runnable setting) {
        if (random.nextBoolean()) {
            setting.run();
        }
    }
}
