package dev.bellows.run;

import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Bar;
import dev.bellows.run.Timeline.Sample;
import dev.bellows.run.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A time line in a few sentences. Pure. */
final class TimelineText {
    private final Timeline timeline;

    private TimelineText(Timeline timeline) {
        this.timeline = timeline;
    }

    /** The sentences, the most telling first. */
    static List<String> of(Timeline timeline) {
        TimelineText text = new TimelineText(timeline);
        List<String> sentences = new ArrayList<>();
        sentences.add(text.run());
        sentences.add(text.executors());
        sentences.add(text.shares());
        sentences.add(text.shuffle());
        sentences.add(text.decisions());
        sentences.removeIf(String::isEmpty);
        return sentences;
    }

    /** Hours, minutes and seconds, such as {@code 1h 2m 3s}. */
    static String time(Duration time) {
        String hours = time.toHours() > 0 ? time.toHours() + "h " : "";
        String minutes = time.toMinutes() > 0 ? time.toMinutesPart() + "m " : "";
        return hours + minutes + time.toSecondsPart() + "s";
    }

    private String run() {
        String attempts = timeline.attempts().size() <= 1
                ? ""
                : " in " + timeline.attempts().size() + " attempts ("
                        + timeline.attempts().stream()
                                .map(Attempt::outcome)
                                .filter(outcome -> !outcome.isEmpty())
                                .collect(Collectors.joining(", "))
                        + ")";
        return "Run " + timeline.run() + ": " + timeline.status() + ", "
                + time(Duration.between(timeline.from(), timeline.to())) + " from "
                + timeline.from().truncatedTo(ChronoUnit.SECONDS) + attempts + ".";
    }

    private String executors() {
        int number = timeline.executors().size() + timeline.forgotten();
        long failed = timeline.executors().stream().filter(Bar::failed).count();
        OptionalInt target = timeline.samples().stream()
                .map(Sample::target)
                .flatMapToInt(OptionalInt::stream)
                .max();
        return number == 0
                ? "No executor was seen."
                : number + (number == 1 ? " executor, " : " executors, ") + atOnce() + " at once at most"
                        + (target.isPresent() ? "; Spark wanted " + target.getAsInt() + " at most" : "")
                        + (failed > 0 ? "; " + failed + " ended with an error" : "") + ".";
    }

    private int atOnce() {
        Map<Instant, Integer> changes = new TreeMap<>();
        for (Bar bar : timeline.executors()) {
            bar.spans().stream().filter(span -> span.state().isAlive()).forEach(span -> {
                changes.merge(span.from(), 1, Integer::sum);
                changes.merge(span.to(), -1, Integer::sum);
            });
        }
        int now = 0;
        int most = 0;
        for (int change : changes.values()) {
            now += change;
            most = Math.max(most, now);
        }
        return most;
    }

    /** What executors did with their time, in parts of a hundred. */
    private String shares() {
        Map<ExecutorState, Duration> times = new EnumMap<>(ExecutorState.class);
        for (Bar bar : timeline.executors()) {
            for (Span span : bar.spans()) {
                times.merge(span.state(), Duration.between(span.from(), span.to()), Duration::plus);
            }
        }
        long all = times.values().stream().mapToLong(Duration::toMillis).sum();
        return all == 0
                ? ""
                : "Their time: "
                        + times.entrySet().stream()
                                .filter(entry -> entry.getValue().toMillis() > 0)
                                .map(entry ->
                                        Math.round(100.0 * entry.getValue().toMillis() / all) + " % " + entry.getKey())
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private String shuffle() {
        long most = timeline.samples().stream()
                .mapToLong(Sample::liveShuffleBytes)
                .max()
                .orElse(0);
        return most == 0 ? "" : "They held at most " + bytes(most) + " of shuffle data that running work needed.";
    }

    private String decisions() {
        Map<Outcome, Long> counts = timeline.decisions().stream()
                .collect(Collectors.groupingBy(
                        Decision::outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()));
        return counts.isEmpty()
                ? ""
                : "Decided: "
                        + counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static String bytes(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }
}
