package dev.bellows.run;

import java.time.Duration;

/** A result as text. */
final class Report {
    private final StringBuilder text = new StringBuilder();

    private Report() {}

    static String of(RunResult result) {
        Report report = new Report();
        report.text.append("run ").append(result.id()).append(' ').append(result.status());
        report.text.append(result.attempts() > 1 ? " after " + result.attempts() + " attempts" : "");
        report.text.append(", the last one took ").append(time(result.timings().total()));
        result.failure().ifPresent(report::failure);
        if (!result.earlier().isEmpty()) {
            report.line("earlier attempts:");
            result.earlier().forEach(report::attempt);
        }
        return report.text.toString();
    }

    private void failure(Failure failure) {
        text.append(": ").append(failure.describe());
    }

    private void attempt(AttemptResult attempt) {
        Failure failure = attempt.failure();
        line("  " + attempt.number() + ". " + failure.kind() + " after "
                + time(attempt.timings().total()) + ": " + failure.reason());
        attempt.changes().forEach(change -> line("     then " + change));
    }

    private void line(String line) {
        text.append("\n  ").append(line);
    }

    /** Hours, minutes and seconds, such as {@code 1h 2m 3s}; fractions only of less than a second. */
    private static String time(Duration time) {
        if (time.toSeconds() == 0) {
            return time.toMillis() + "ms";
        }
        String hours = time.toHours() > 0 ? time.toHours() + "h " : "";
        String minutes = time.toMinutes() > 0 ? time.toMinutesPart() + "m " : "";
        return hours + minutes + time.toSecondsPart() + "s";
    }
}
