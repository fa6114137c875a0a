package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code docs/failures.md}: how each kind of failure really comes out, wherever it can be made. Whoever makes failures somewhere shows its
 * own rows; with {@code -Dbellows.refresh=true} they are written, otherwise compared with what stands there.
 */
public final class FailuresPage {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).resolveSibling("docs").resolve("failures.md");
    private static final Pattern KIND = Pattern.compile("## ([A-Z_]+)");
    private static final String HEAD = """
            # Failures

            Each kind of failure, how it was made, and what the run's result said then. `RunResult.report()` shows the sentence and the advice
            with the facts that were seen. A run that is cancelled has the status CANCELLED, and no failure.

            *Simulated* is the cluster of the testkit, in virtual time. *Real Spark* is LocalCluster: drivers and executors are processes of
            one machine. On a *real Kubernetes*, kubelet, scheduler and kernel said what is told here. How soon a run ends is said where time
            is virtual; names, addresses and counts that differ from one time to the next have other words.

            This page is generated, each part by the test that makes its failures:

                mvn -q -pl sdk-testkit -am test -Dtest=FailuresPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dbellows.refresh=true
                mvn -q -pl conformance -am verify -Dtest=FailuresOnLocalClusterTest -Dsurefire.failIfNoSpecifiedTests=false -Dbellows.refresh=true
                mvn -q -pl conformance -am verify -Dtest=FailuresOnKubernetesTest,NodeFailuresTest,WaitingOnKubernetesTest -Dsurefire.failIfNoSpecifiedTests=false -Dbellows.refresh=true
            """;
    private static final String TABLE = """

            | Where | What happened | Ended | Sentence | Advice |
            |---|---|---|---|---|
            """;

    private FailuresPage() {}

    /** Shows how one failure came out. */
    public static synchronized void shows(FailureRow row) throws IOException {
        List<FailureRow> rows = read();
        if (isRefreshed()) {
            rows.removeIf(row::isOf);
            rows.add(row);
            write(rows);
        }
        assertThat(rows)
                .as("docs/failures.md is stale; run this test with -Dbellows.refresh=true")
                .filteredOn(row::isOf)
                .containsExactly(row);
    }

    /** Shows no failure of a place but those that were made in these ways. */
    public static synchronized void showsOnly(FailureRow.Place place, Set<String> ways) throws IOException {
        List<FailureRow> rows = read();
        if (isRefreshed()) {
            // What is missing is still being made.
            rows.removeIf(row -> row.place() == place && !ways.contains(row.how()));
            write(rows);
            return;
        }
        assertThat(rows)
                .filteredOn(row -> row.place() == place)
                .extracting(FailureRow::how)
                .containsExactlyInAnyOrderElementsOf(ways);
        assertThat(Files.readString(PAGE)).isEqualTo(page(rows));
    }

    private static boolean isRefreshed() {
        return Boolean.getBoolean("bellows.refresh");
    }

    private static List<FailureRow> read() throws IOException {
        List<FailureRow> rows = new ArrayList<>();
        FailureKind kind = FailureKind.INVALID;
        for (String line : Files.readAllLines(PAGE)) {
            Matcher heading = KIND.matcher(line);
            kind = heading.matches() ? FailureKind.valueOf(heading.group(1)) : kind;
            FailureRow.read(kind, line).ifPresent(rows::add);
        }
        return rows;
    }

    private static void write(List<FailureRow> rows) throws IOException {
        Files.writeString(PAGE, page(rows));
    }

    private static String page(List<FailureRow> rows) {
        Map<FailureKind, List<FailureRow>> byKind = rows.stream()
                .sorted(FailureRow.ORDER)
                .collect(Collectors.groupingBy(
                        FailureRow::kind, () -> new EnumMap<>(FailureKind.class), Collectors.toList()));
        return byKind.entrySet().stream()
                .map(part -> part(part.getKey(), part.getValue()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String part(FailureKind kind, List<FailureRow> rows) {
        return "\n## " + kind + "\n\n" + (kind.isRetryable() ? "Tried again" : "Not tried again")
                + ", unless `Retry.on(...)` says otherwise.\n"
                + rows.stream().map(row -> row.markdown() + "\n").collect(Collectors.joining("", TABLE, ""));
    }
}
