package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Says how an attempt ended, from what was seen. Pure. */
final class Judge {
    /** Exit codes of Spark's driver (Spark 4.1, SparkExitCode and SparkSubmit). */
    private static final int TOO_MANY_EXECUTOR_FAILURES = 11;

    private static final int OUT_OF_MEMORY = 52;
    private static final int MAIN_CLASS_NOT_FOUND = 101;
    private static final int SIGNALLED = 128;

    private static final Set<String> IMAGE = Set.of("ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    /** Reasons of pods that a kubelet ends, and of the condition {@code DisruptionTarget} when another part does. */
    private static final Set<String> PUSHED_OUT = Set.of(
            "Evicted",
            "Preempting",
            "NodeShutdown",
            "Shutdown",
            "Terminated",
            "NodeLost",
            "PreemptionByScheduler",
            "DeletionByTaintManager",
            "EvictionByEvictionAPI",
            "DeletionByPodGC",
            "TerminationByKubelet");

    /** How a JVM says that its own heap is full; a task's error in the driver's log is an executor's. */
    private static final Pattern HEAP_EXHAUSTED = Pattern.compile(
            "(Exception in thread \"[^\"]*\" |Terminating due to |Exception: )?java\\.lang\\.OutOfMemoryError.*");

    private Judge() {}

    /** How the attempt ended that the state is of. */
    static Verdict verdict(Supervision state, List<String> lastLines, Moment now) {
        Timings timings = timings(state, now);
        PodFacts pod = state.driver().orElse(PodFacts.UNKNOWN);
        OptionalInt exit = pod.container().exitCode();
        if (exit.isPresent() && exit.getAsInt() == 0) {
            return new Verdict(RunStatus.SUCCEEDED, Optional.empty(), timings);
        }
        if (state.cancelAsked()) {
            return new Verdict(RunStatus.CANCELLED, Optional.empty(), timings);
        }
        List<String> lines =
                lastLines.isEmpty() ? pod.container().lastWords().lines().toList() : lastLines;
        return failed(failure(state, pod, lines), timings);
    }

    /** An attempt that failed for a reason that no pod shows. */
    static Verdict refused(Supervision state, FailureKind kind, String reason, Moment now) {
        return state.cancelAsked() ? cancelled(state, now) : failed(Failure.of(kind, reason), timings(state, now));
    }

    static Verdict cancelled(Supervision state, Moment now) {
        return new Verdict(RunStatus.CANCELLED, Optional.empty(), timings(state, now));
    }

    private static Verdict failed(Failure failure, Timings timings) {
        RunStatus status = failure.kind() == FailureKind.LOST ? RunStatus.LOST : RunStatus.FAILED;
        return new Verdict(status, Optional.of(failure), timings);
    }

    private static Failure failure(Supervision state, PodFacts pod, List<String> lines) {
        Cause cause = switch (state.endedBy().orElse(Mark.EXITED)) {
            case GONE -> goneCause(pod);
            case OVERDUE -> overdue(state);
            case START_TIMED_OUT ->
                new Cause(
                        FailureKind.START_TIMEOUT,
                        "The driver did not run within " + state.options().startTimeout() + ": " + because(pod));
            case NEVER_MADE ->
                new Cause(
                        FailureKind.UNREACHABLE,
                        "The attempt was begun, and its driver not created in time: the process that would have ended, or"
                                + " could not reach the API server.");
            default -> cause(pod, lines);
        };
        ContainerFacts container = pod.container();
        String containerReason = container.ended().isEmpty() ? pod.reason() : container.ended();
        return new Failure(
                cause.kind,
                cause.reason,
                container.exitCode(),
                containerReason,
                container.lastWords(),
                lines,
                state.failedExecutors());
    }

    private static Cause overdue(Supervision state) {
        return new Cause(
                FailureKind.DEADLINE,
                "The run was not over after "
                        + state.options().deadline().map(Object::toString).orElse("its deadline") + " (deadline).");
    }

    /** A pod that nobody has seen end may still run where nobody looks, such as on a node that was lost. */
    private static Cause goneCause(PodFacts pod) {
        if (pod.hasEnded()) {
            return cause(pod, List.of());
        }
        if (pod.uid().isEmpty() || pod.mayRun()) {
            return new Cause(FailureKind.LOST, "The driver pod is gone, and nobody saw how it ended.");
        }
        return PUSHED_OUT.contains(pod.reason())
                ? new Cause(FailureKind.EVICTED, "The driver pod was pushed out of its node: " + because(pod))
                : new Cause(FailureKind.DRIVER_DELETED, "The driver pod was deleted before it ran.");
    }

    private static Cause cause(PodFacts pod, List<String> lines) {
        ContainerFacts container = pod.container();
        if (PUSHED_OUT.contains(pod.reason())) {
            return new Cause(FailureKind.EVICTED, "The driver pod was pushed out of its node: " + because(pod));
        }
        if (pod.reason().equals("DeadlineExceeded")) {
            return new Cause(FailureKind.DEADLINE, "The driver pod ran into its deadline: " + because(pod));
        }
        if (pod.deleting()) {
            return new Cause(FailureKind.DRIVER_DELETED, "The driver pod was deleted before it ended.");
        }
        if (container.exitCode().isPresent()) {
            return exited(container, container.exitCode().getAsInt(), lines);
        }
        String waiting =
                container.waiting() + (container.waitingMessage().isEmpty() ? "" : ": " + container.waitingMessage());
        if (IMAGE.contains(container.waiting())) {
            return new Cause(FailureKind.IMAGE, "The driver's image cannot be pulled: " + waiting);
        }
        if (!container.waiting().isEmpty()) {
            return new Cause(FailureKind.CONTAINER_CONFIG, "The driver's container cannot start: " + waiting);
        }
        return new Cause(FailureKind.DRIVER_KILLED, "The driver pod failed without an exit code: " + because(pod));
    }

    private static Cause exited(ContainerFacts container, int code, List<String> lines) {
        if (container.ended().equals("OOMKilled")) {
            return new Cause(FailureKind.DRIVER_OOM, "The driver used more memory than its pod may and was killed.");
        }
        if (container.ended().equals("StartError") || container.ended().equals("ContainerCannotRun")) {
            return new Cause(
                    FailureKind.CONTAINER_CONFIG, "The driver's container could not run: " + container.lastWords());
        }
        if (code == OUT_OF_MEMORY
                || lines.stream().anyMatch(line -> HEAP_EXHAUSTED.matcher(line).matches())) {
            return new Cause(FailureKind.DRIVER_OOM, "The driver's heap was exhausted (exit code " + code + ").");
        }
        if (code == MAIN_CLASS_NOT_FOUND) {
            return new Cause(FailureKind.MAIN_CLASS_NOT_FOUND, said(lines, "The main class was not found."));
        }
        if (code == TOO_MANY_EXECUTOR_FAILURES) {
            return new Cause(FailureKind.TOO_MANY_EXECUTOR_FAILURES, "Spark gave up after too many executors failed.");
        }
        if (code > SIGNALLED) {
            return new Cause(FailureKind.DRIVER_KILLED, "The driver was ended by signal " + (code - SIGNALLED) + ".");
        }
        String otherwise = "The application ended with exit code " + code + ".";
        return new Cause(
                FailureKind.APPLICATION_ERROR, MissingPackages.reason(lines).orElseGet(() -> said(lines, otherwise)));
    }

    /** The line in which the program says what is wrong, or a sentence of our own. */
    private static String said(List<String> lines, String otherwise) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Exception in thread") || line.startsWith("Error:"))
                .reduce((first, second) -> second)
                .orElse(otherwise);
    }

    private static String because(PodFacts pod) {
        String text = (pod.reason() + " " + pod.message()).strip();
        return text.isEmpty() ? "no reason given, phase " + pod.phase().toLowerCase(Locale.ROOT) : text;
    }

    private static Timings timings(Supervision state, Moment now) {
        Map<AttemptPhase, Moment> entered = state.entered();
        Moment end = entered.getOrDefault(AttemptPhase.ENDED, now);
        Moment running = entered.getOrDefault(AttemptPhase.RUNNING, end);
        Moment starting = entered.getOrDefault(AttemptPhase.STARTING, running);
        Moment pending = entered.getOrDefault(AttemptPhase.PENDING, starting);
        Moment submitting = entered.getOrDefault(AttemptPhase.SUBMITTING, pending);
        return new Timings(
                pending.since(submitting),
                starting.since(pending),
                running.since(starting),
                nonNegative(end.since(running)));
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private record Cause(FailureKind kind, String reason) {}
}
