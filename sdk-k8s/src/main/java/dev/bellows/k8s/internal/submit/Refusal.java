package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.FailureKind;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Why a submission cannot go on, as one of the kinds of failure. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final FailureKind kind;

    Refusal(FailureKind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    static Refusal invalid(String reason) {
        return new Refusal(FailureKind.INVALID, reason);
    }

    static Refusal noAnswer(Duration deadline) {
        return new Refusal(
                FailureKind.UNREACHABLE, "The API server did not answer within " + deadline + " (submissionDeadline).");
    }

    static Refusal late() {
        return new Refusal(FailureKind.UNREACHABLE, "The deadline has passed.");
    }

    /** What a submission failed with. */
    static Refusal in(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof IllegalArgumentException) {
            return new Refusal(FailureKind.REJECTED, String.valueOf(cause.getMessage()));
        }
        return cause instanceof Refusal refusal ? refusal : of(ClusterException.in(cause));
    }

    /** What an API call's problem means for the submission. */
    static Refusal of(ClusterException problem) {
        String fields = problem.causes().stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .collect(Collectors.joining("; ", " [", "]"));
        String said = problem.getMessage() + (problem.causes().isEmpty() ? "" : fields);
        if (problem.isPassing()) {
            return new Refusal(FailureKind.UNREACHABLE, "The API server gave no usable answer: " + said);
        }
        if (problem.code() == UNAUTHORIZED) {
            return new Refusal(FailureKind.FORBIDDEN, "The API server does not accept the credentials: " + said);
        }
        if (problem.code() == FORBIDDEN) {
            return new Refusal(forbidden(String.valueOf(problem.getMessage())), said);
        }
        return new Refusal(FailureKind.REJECTED, said);
    }

    FailureKind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** Kubernetes gives quota, rights and admission the same code and reason; only the text tells them apart. */
    private static FailureKind forbidden(String message) {
        if (message.contains("exceeded quota")) {
            return FailureKind.QUOTA;
        }
        return message.contains(" cannot ") ? FailureKind.FORBIDDEN : FailureKind.REJECTED;
    }
}
