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

/** Says how an attempt ended, from what was seen. Pure. */
final class Judge {
    private static final Set<String> IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

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
        Cause cause = cause(state, pod, lines);
        return new Failure(
                cause.kind(),
                cause.reason(),
                Advice.on(cause.kind(), state, pod, lines),
                Evidence.of(state, pod),
                pod.container().exitCode(),
                lines,
                state.failedExecutors(),
                state.deaths());
    }

    private static Cause cause(Supervision state, PodFacts pod, List<String> lines) {
        return switch (state.endedBy().orElse(Mark.EXITED)) {
            case GONE -> goneCause(state, pod);
            case OVERDUE -> overdue(state);
            case STALLED -> Stall.cause(state);
            case STUCK ->
                ImagePull.inVain(pod, state.events())
                        .or(() -> Waiting.inVain(pod, state.events()))
                        .orElseGet(() -> ended(state, pod, lines));
            case START_TIMED_OUT ->
                Waiting.tooLong(state.events())
                        .orElseGet(() -> new Cause(
                                FailureKind.START_TIMEOUT,
                                "The driver did not run within "
                                        + state.options().startTimeout() + ": " + because(pod)));
            case NEVER_MADE ->
                new Cause(
                        FailureKind.UNREACHABLE,
                        "The attempt was begun, and its driver not created in time: the process that would have ended, or"
                                + " could not reach the API server.");
            default -> ended(state, pod, lines);
        };
    }

    private static Cause overdue(Supervision state) {
        return new Cause(
                FailureKind.DEADLINE,
                "The run was not over after "
                        + state.options().deadline().map(Object::toString).orElse("its deadline") + " (deadline).");
    }

    /** A pod that nobody has seen end may still run where nobody looks, such as on a node that was lost. */
    private static Cause goneCause(Supervision state, PodFacts pod) {
        if (pod.hasEnded()) {
            return ended(state, pod, List.of());
        }
        if (pod.uid().isEmpty() || pod.mayRun()) {
            return new Cause(FailureKind.LOST, "The driver pod is gone, and nobody saw how it ended.");
        }
        return disrupted(pod)
                .orElseGet(() -> new Cause(FailureKind.DRIVER_DELETED, "The driver pod was deleted before it ran."));
    }

    private static Optional<Cause> disrupted(PodFacts pod) {
        return FailureKind.ofDisruption(pod.reason())
                .map(kind -> new Cause(
                        kind,
                        switch (kind) {
                            case PREEMPTED -> "The driver pod gave way to a more important one: " + because(pod);
                            case NODE_LOST -> "The driver's node went away: " + because(pod);
                            default -> "The driver pod was pushed out of its node: " + because(pod);
                        }));
    }

    private static Cause ended(Supervision state, PodFacts pod, List<String> lines) {
        ContainerFacts container = pod.container();
        Optional<Cause> disrupted = disrupted(pod);
        if (disrupted.isPresent()) {
            return disrupted.get();
        }
        if (pod.reason().equals("DeadlineExceeded")) {
            return new Cause(FailureKind.DEADLINE, "The driver pod ran into its deadline: " + because(pod));
        }
        if (pod.deleting()) {
            return new Cause(FailureKind.DRIVER_DELETED, "The driver pod was deleted before it ended.");
        }
        if (container.exitCode().isPresent()) {
            return ExitCause.of(pod, lines, state.deaths());
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

    /** What the pod says of itself, or of its container while that waits. */
    static String because(PodFacts pod) {
        ContainerFacts container = pod.container();
        String text = pod.reason().isEmpty()
                ? (container.waiting() + " " + container.waitingMessage()).strip()
                : (pod.reason() + " " + pod.message()).strip();
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
}
