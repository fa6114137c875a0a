package dev.bellows.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Why an attempt or a run failed, with what was seen.
 *
 * @param kind the kind
 * @param reason one plain sentence
 * @param advice what to do, with numbers where they are known
 * @param evidence the facts as they were seen, such as {@code container ended: OOMKilled}
 * @param exitCode the exit code of the driver's Spark container, if it ended
 * @param lastLines the last lines of the driver's log
 * @param executors how executors ended that were still wanted, the newest 20
 * @param deaths how many executors ended so in all, by cause
 */
public record Failure(
        FailureKind kind,
        String reason,
        String advice,
        List<String> evidence,
        OptionalInt exitCode,
        List<String> lastLines,
        List<ExecutorEnd> executors,
        Map<ExecutorCause, Integer> deaths) {
    /** Copies the lists and the map. */
    public Failure {
        evidence = List.copyOf(evidence);
        lastLines = List.copyOf(lastLines);
        executors = List.copyOf(executors);
        deaths = Map.copyOf(deaths);
    }

    /** A failure before any pod ran: nothing but its reason. */
    public static Failure of(FailureKind kind, String reason) {
        return new Failure(kind, reason, kind.advice(), List.of(), OptionalInt.empty(), List.of(), List.of(), Map.of());
    }

    /** Reason, advice and evidence in a few lines that a person reads. */
    public String describe() {
        StringBuilder text = new StringBuilder(kind + ": " + reason);
        text.append("\n  what to do: ").append(advice);
        evidence.forEach(fact -> text.append("\n  seen: ").append(fact));
        executors.forEach(end -> text.append("\n  executor ")
                .append(end.id())
                .append(" ended")
                .append(
                        end.exitCode().isPresent()
                                ? " with exit code " + end.exitCode().getAsInt()
                                : "")
                .append(end.reason().isEmpty() ? "" : " (" + end.reason() + ")"));
        lastLines.forEach(line -> text.append("\n  | ").append(line));
        return text.toString();
    }
}
