package dev.bellows.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A description as people read it. */
final class DescriptionText {
    private final StringBuilder text = new StringBuilder();

    private DescriptionText() {}

    static String of(RunDescription run) {
        DescriptionText description = new DescriptionText();
        description.head(run);
        description.section(
                "parameters",
                run.parameters().entrySet().stream()
                        .map(field -> field.getKey() + " = " + field.getValue())
                        .toList());
        description.section("options", options(run.options()));
        description.section("asks for", sizes(run.footprint()));
        run.attempts().forEach(description::attempt);
        description.section(
                "objects",
                run.objects().stream()
                        .map(object -> object.kind() + " " + object.name() + ": " + object.state())
                        .toList());
        description.section(
                "events",
                run.events().stream()
                        .map(event -> event.at() + " " + event.object() + " " + event.reason()
                                + (event.count() > 1 ? " (" + event.count() + " times)" : "") + ": " + event.message())
                        .toList());
        return description.text.toString();
    }

    private void head(RunDescription run) {
        RunSummary summary = run.run();
        text.append("run ").append(summary.id()).append(": ").append(summary.status());
        text.append(", attempt ")
                .append(summary.attempt())
                .append(" of ")
                .append(run.options().retry().attempts());
        text.append("\n  submitted ").append(summary.submitted());
        run.ended()
                .ifPresent(end -> text.append(", ended ")
                        .append(end)
                        .append(" after ")
                        .append(duration(Duration.between(summary.submitted(), end))));
    }

    private static List<String> options(RunOptions options) {
        return List.of(
                "deadline " + options.deadline().map(DescriptionText::duration).orElse("none") + ", start within "
                        + duration(options.startTimeout()),
                "failed driver kept for " + duration(options.retention().failedDriver()) + ", record for "
                        + duration(options.retention().record()));
    }

    /** One line where the number of executors does not change. */
    private static List<String> sizes(List<RunDescription.Size> sizes) {
        boolean fixed = sizes.stream().map(RunDescription.Size::pods).distinct().count() == 1;
        return fixed
                ? List.of(size(sizes.get(0)))
                : sizes.stream().map(size -> size.name() + ": " + size(size)).toList();
    }

    private static String size(RunDescription.Size size) {
        return String.format(
                Locale.ROOT,
                "%d pods, %.1f CPU, %.1f GiB",
                size.pods(),
                size.millicores() / 1000.0,
                size.memoryMib() / 1024.0);
    }

    private void attempt(RunDescription.Attempt attempt) {
        text.append("\n  attempt ").append(attempt.number()).append(": ").append(attempt.status());
        Timings timings = attempt.timings();
        if (!timings.equals(Timings.NONE)) {
            text.append("\n    submitting ").append(duration(timings.submitting()));
            text.append(", pending ").append(duration(timings.pending()));
            text.append(", starting ").append(duration(timings.starting()));
            text.append(", running ").append(duration(timings.running()));
        }
        attempt.failure()
                .ifPresent(failure ->
                        text.append("\n    ").append(failure.describe().replace("\n", "\n    ")));
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n  ").append(title);
            text.append(lines.stream().map(line -> "\n    " + line).collect(Collectors.joining()));
        }
    }

    /** {@code 7d}, {@code 2h 5m}, {@code 12.3s}. */
    private static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
        }
        if (duration.toDays() > 1 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        return Duration.ofSeconds(duration.toSeconds())
                .toString()
                .substring(2)
                .replaceAll("(?<=[HM])(?=\\d)", " ")
                .toLowerCase(Locale.ROOT);
    }
}
