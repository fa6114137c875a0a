package dev.bellows.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a failure came out that was made on purpose: a row of {@link FailuresPage}.
 *
 * @param kind the kind that the result named
 * @param place where it was made
 * @param how how it was made
 * @param ended how long after the submission the run ended, in words that do not change from one time to the next
 * @param sentence what the result said
 * @param advice what it said to do
 */
public record FailureRow(FailureKind kind, Place place, String how, String ended, String sentence, String advice) {
    /** How soon a run ended where time is real: the machine decides that. */
    public static final String REAL_TIME = "–";

    static final Comparator<FailureRow> ORDER = Comparator.comparing(FailureRow::kind)
            .thenComparing(FailureRow::place)
            .thenComparing(FailureRow::how);

    private static final Pattern BETWEEN_CELLS = Pattern.compile(" (?<!\\\\)\\| ");

    /** Makes each text fit for a cell. */
    public FailureRow {
        how = cell(how);
        ended = cell(ended);
        sentence = cell(sentence);
        advice = cell(advice);
    }

    /** Where failures are made. */
    public enum Place {
        /** Everything is played, in virtual time. */
        SIMULATED("simulated"),
        /** Spark is real, Kubernetes is not. */
        LOCAL("real Spark"),
        /** Both are real. */
        KUBERNETES("real Kubernetes");

        private final String title;

        Place(String title) {
            this.title = title;
        }
    }

    /** The row of a failure. */
    public static FailureRow of(Failure failure, Place place, String how, String ended) {
        return new FailureRow(failure.kind(), place, how, ended, failure.reason(), failure.advice());
    }

    /** Whether both are of the same failure made in the same way, however it came out. */
    boolean isOf(FailureRow other) {
        return place == other.place && how.equals(other.how);
    }

    String markdown() {
        return Stream.of(place.title, how, ended, sentence, advice).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** The row that a line of the page is, if it is one. */
    static Optional<FailureRow> read(FailureKind kind, String line) {
        if (!line.startsWith("| ") || !line.endsWith(" |")) {
            return Optional.empty();
        }
        List<String> cells = List.of(BETWEEN_CELLS.split(line.substring(2, line.length() - 2), -1));
        return Stream.of(Place.values())
                .filter(place -> cells.get(0).equals(place.title))
                .findFirst()
                .map(place -> new FailureRow(kind, place, cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
    }

    private static String cell(String text) {
        return text.strip().replaceAll("\\s+", " ").replaceAll("(?<!\\\\)\\|", "\\\\|");
    }
}
