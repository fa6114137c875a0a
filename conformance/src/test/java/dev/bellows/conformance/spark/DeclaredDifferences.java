package dev.bellows.conformance.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellows.job.SparkVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reviewed list of differences, {@code declared-differences.tsv}, and which of them were seen. Thread-safe. */
final class DeclaredDifferences {
    private final List<DeclaredDifference> rows;
    private final Set<DeclaredDifference> seen = ConcurrentHashMap.newKeySet();

    private DeclaredDifferences(List<DeclaredDifference> rows) {
        this.rows = rows;
    }

    static DeclaredDifferences read() throws IOException {
        try (InputStream file = DeclaredDifferences.class.getResourceAsStream("/declared-differences.tsv")) {
            return new DeclaredDifferences(new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(DeclaredDifference::parse)
                    .toList());
        }
    }

    /** Whether a difference is on the list. */
    boolean allow(SparkVersion version, Difference difference) {
        List<DeclaredDifference> matching =
                rows.stream().filter(row -> row.allows(version, difference)).toList();
        seen.addAll(matching);
        return !matching.isEmpty();
    }

    /** Rows that hold for one of the versions and were never needed. */
    List<DeclaredDifference> neverSeen(Collection<SparkVersion> versions) {
        return rows.stream()
                .filter(row -> !seen.contains(row))
                .filter(row -> versions.stream().anyMatch(row::holdsFor))
                .toList();
    }
}
