package dev.bellows.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Collects what the checks of one job find. */
final class Findings {
    private static final int SEEN_LIMIT = 80;
    private static final Comparator<Problem> ERRORS_FIRST = Comparator.comparing(Problem::severity)
            .thenComparing(Problem::field)
            .thenComparing(Problem::code)
            .thenComparing(Problem::seen);

    private final List<Problem> problems = new ArrayList<>();

    /** Reports a problem whose remedy is that of its kind. */
    void report(ProblemCode code, String field, String seen, String expected) {
        report(code, field, seen, expected, code.text().remedy());
    }

    void report(ProblemCode code, String field, String seen, String expected, String fix) {
        add(Problem.of(code, field, seen, expected, fix));
    }

    private void add(Problem problem) {
        problems.add(new Problem(
                problem.code(),
                problem.severity(),
                problem.field(),
                printable(problem.seen()),
                problem.expected(),
                problem.fix()));
    }

    /** Whether a field that begins so has an error: what is worked out from such fields has no meaning then. */
    boolean hasErrorsIn(String... prefixes) {
        return problems.stream()
                .filter(Problem::isError)
                .anyMatch(problem -> Arrays.stream(prefixes).anyMatch(problem.field()::startsWith));
    }

    List<Problem> sorted() {
        return problems.stream().sorted(ERRORS_FIRST).toList();
    }

    // A problem is one line of a message: what a user typed must not break out of it.
    private static String printable(String seen) {
        if (seen.isEmpty()) {
            return "nothing";
        }
        if (SecretKeys.isIn(seen)) {
            return "(hidden)";
        }
        String line = seen.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SEEN_LIMIT ? line : line.substring(0, SEEN_LIMIT) + "...";
    }
}
