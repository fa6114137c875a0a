package dev.bellows.benchmarks.submit;

import java.util.ArrayList;
import java.util.List;

/** Times in nanoseconds, and what they say. */
final class Samples {
    private final List<Long> nanos = new ArrayList<>();

    void add(long value) {
        nanos.add(value);
    }

    /** The value below which that share of all are, in milliseconds. */
    double millis(double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        int index = (int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1)));
        return sorted.get(index) / 1e6;
    }

    int size() {
        return nanos.size();
    }
}
