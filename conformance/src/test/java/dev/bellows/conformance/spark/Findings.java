package dev.bellows.conformance.spark;

import dev.bellows.job.SparkVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The undeclared differences of all jobs, those of one field together. Thread-safe. */
final class Findings {
    private static final int SHOWN = 60;

    private final DeclaredDifferences declared;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private int undeclared;

    Findings(DeclaredDifferences declared) {
        this.declared = declared;
    }

    synchronized void add(SparkVersion version, long seed, List<Difference> differences) {
        for (Difference difference : differences) {
            if (!declared.allow(version, difference)) {
                undeclared++;
                String key = version + " " + difference.object() + " " + difference.path();
                findings.computeIfAbsent(key, first -> new Finding(version, seed, difference)).times++;
            }
        }
    }

    synchronized int undeclared() {
        return undeclared;
    }

    /** One entry a field, with the job in which it was first seen. */
    synchronized String report() {
        return findings.values().stream().limit(SHOWN).map(Finding::toString).collect(Collectors.joining("\n"));
    }

    private static final class Finding {
        private final SparkVersion version;
        private final long seed;
        private final Difference first;
        private int times;

        private Finding(SparkVersion version, long seed, Difference first) {
            this.version = version;
            this.seed = seed;
            this.first = first;
        }

        @Override
        public String toString() {
            return "Spark " + version + ", seed " + seed + ", " + times + "×: " + first;
        }
    }
}
