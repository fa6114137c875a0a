package dev.bellows.compile;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the memory of one pod comes from.
 *
 * @param role {@code driver} or {@code executor}
 * @param parts what adds up to it
 */
record MemoryBreakdown(String role, List<Part> parts) {
    /**
     * One part of a pod's memory.
     *
     * @param mib how much, in mebibytes
     * @param why what it is, and where its size comes from
     */
    record Part(long mib, String why) {}

    long totalMib() {
        long total = 0;
        for (Part part : parts) {
            total += part.mib();
        }
        return total;
    }

    @Override
    public String toString() {
        return parts.stream()
                .filter(part -> part.mib() > 0)
                .map(part ->
                        "  %8s  %s%n".formatted(part.mib() + "Mi", part.why()).replace("\r", ""))
                .collect(Collectors.joining("", role + ": " + totalMib() + "Mi\n", ""));
    }
}
