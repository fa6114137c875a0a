package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns answers that are not a success, and calls without an answer, into {@link ClusterException}. */
final class Refusals {
    private static final int BAD_REQUEST = 400;

    private final JsonMapper mapper;

    Refusals(JsonMapper mapper) {
        this.mapper = mapper;
    }

    ClusterException of(int code, String body, @Nullable String retryAfterSeconds) {
        Status status = statusIn(body).orElseGet(Status::new);
        String message = status.getMessage() == null ? "HTTP " + code : status.getMessage();
        return new ClusterException(
                code,
                status.getReason() == null ? "" : status.getReason(),
                message,
                causes(status),
                wait(retryAfterSeconds));
    }

    /** A call without an answer. What is told never holds credentials: only the network's own words are passed on. */
    static ClusterException noAnswer(String call, Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClusterException known) {
            return known;
        }
        return ClusterException.noAnswer(call + ": " + words(cause));
    }

    /** A request that the client refuses to send, such as one whose token no header can hold: it will never be sent. */
    static ClusterException unsendable(HttpRequest request, RuntimeException error) {
        return new ClusterException(
                BAD_REQUEST,
                "BadRequest",
                request.method() + " " + request.uri().getPath() + " cannot be sent: " + words(error),
                List.of(),
                Optional.empty());
    }

    private static String words(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        String kind = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        return cause instanceof IOException && message != null ? kind + ": " + message : kind;
    }

    private Optional<Status> statusIn(String body) {
        try {
            return Optional.ofNullable(mapper.readValue(body, Status.class));
        } catch (JsonProcessingException e) {
            // A proxy's page, or an empty body: the code alone must do.
            return Optional.empty();
        }
    }

    private static List<FieldCause> causes(Status status) {
        if (status.getDetails() == null) {
            return List.of();
        }
        return status.getDetails().getCauses().stream()
                .map(cause -> new FieldCause(
                        cause.getField() == null ? "" : cause.getField(),
                        cause.getMessage() == null ? "" : cause.getMessage()))
                .toList();
    }

    private static Optional<Duration> wait(@Nullable String seconds) {
        return Optional.ofNullable(seconds)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
