package dev.bellows.k8s.port;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A call that the API server refused or that never got its answer, as data. Its text never holds credentials or request bodies. */
public final class ClusterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LONG = 413;
    private static final String TOO_LONG_REASON = "AnswerTooLong";

    private final int code;
    private final String reason;
    private final transient List<FieldCause> causes;
    private final transient Optional<Duration> retryAfter;

    /**
     * A refusal.
     *
     * @param code the HTTP status, or 0 if there was no answer
     * @param reason Kubernetes' {@code Status.reason}, such as {@code AlreadyExists}; empty if there is none
     * @param message what the API server said
     * @param causes the fields it named
     * @param retryAfter how long it asked to wait
     */
    public ClusterException(
            int code, String reason, String message, List<FieldCause> causes, Optional<Duration> retryAfter) {
        super(message.replaceAll("//[^/@\\s]*@", "//[redacted]@"));
        this.code = code;
        this.reason = reason;
        this.causes = List.copyOf(causes);
        this.retryAfter = retryAfter;
    }

    /** A call without an answer: it may or may not have taken effect. */
    public static ClusterException noAnswer(String what) {
        return new ClusterException(0, "", what, List.of(), Optional.empty());
    }

    /** The answer that an object does not exist. */
    public static ClusterException notFound(String what) {
        return new ClusterException(NOT_FOUND, "NotFound", what, List.of(), Optional.empty());
    }

    /** An answer that was longer than anything that is asked for, and was not read to its end. */
    public static ClusterException tooLong(String what) {
        return new ClusterException(TOO_LONG, TOO_LONG_REASON, what, List.of(), Optional.empty());
    }

    /** The problem in what a future failed with. */
    public static ClusterException in(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ClusterException known ? known : noAnswer(cause.toString());
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int code() {
        return code;
    }

    /** Kubernetes' {@code Status.reason}; empty if there is none. */
    public String reason() {
        return reason;
    }

    /** The fields that were named. */
    public List<FieldCause> causes() {
        return causes;
    }

    /** How long the API server asked to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether the object does not exist. */
    public boolean isNotFound() {
        return code == NOT_FOUND;
    }

    /** Whether an object stands in the way: the name is taken or the version is old. */
    public boolean isConflict() {
        return code == 409;
    }

    /** Whether the API server does not accept the credentials, or the rights do not allow the call. */
    public boolean isDenied() {
        return code == UNAUTHORIZED || code == FORBIDDEN;
    }

    /** Whether the answer was too long to be read to its end. */
    public boolean isTooLong() {
        return reason.equals(TOO_LONG_REASON);
    }

    /** Whether the same call may succeed a little later. */
    public boolean isPassing() {
        return code == 0 || code == 429 || code >= 500;
    }

    /**
     * A field and what is wrong with it.
     *
     * @param field the path, such as {@code spec.containers[0].image}
     * @param message what is wrong
     */
    public record FieldCause(String field, String message) {}
}
