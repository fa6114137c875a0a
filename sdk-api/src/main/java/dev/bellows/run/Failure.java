package dev.bellows.run;

import java.util.List;
import java.util.OptionalInt;

/**
 * Why a run failed, with what was seen.
 *
 * @param kind the kind
 * @param reason one plain sentence
 * @param exitCode the exit code of the driver's Spark container, if it ended
 * @param containerReason the container's or pod's reason, such as {@code OOMKilled}; empty if there is none
 * @param terminationMessage the container's termination message; empty if there is none
 * @param lastLines the last lines of the driver's log
 * @param executors how executors ended that failed, the newest 20
 */
public record Failure(
        FailureKind kind,
        String reason,
        OptionalInt exitCode,
        String containerReason,
        String terminationMessage,
        List<String> lastLines,
        List<ExecutorEnd> executors) {
    /** Copies the lists. */
    public Failure {
        lastLines = List.copyOf(lastLines);
        executors = List.copyOf(executors);
    }

    /** A failure before any pod ran: nothing but its reason. */
    public static Failure of(FailureKind kind, String reason) {
        return new Failure(kind, reason, OptionalInt.empty(), "", "", List.of(), List.of());
    }

    /** Reason, exit code and advice in a few lines that a person reads. */
    public String describe() {
        StringBuilder text = new StringBuilder(kind + ": " + reason);
        exitCode.ifPresent(code -> text.append("\n  exit code ").append(code));
        if (!containerReason.isEmpty()) {
            text.append("\n  container reason ").append(containerReason);
        }
        text.append("\n  what to do: ").append(kind.advice());
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
