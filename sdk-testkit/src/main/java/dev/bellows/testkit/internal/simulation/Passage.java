package dev.bellows.testkit.internal.simulation;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one call gets to the API server and back.
 *
 * @param there how long it is on its way
 * @param arrives whether it takes effect
 * @param back how long the answer is on its way
 * @param answered whether there is an answer
 * @param problem the answer in place of the true one
 */
record Passage(
        Duration there,
        boolean arrives,
        Duration back,
        boolean answered,
        @Nullable ClusterException problem) {
    private static final Duration SLOW = Duration.ofSeconds(8);
    private static final Duration STUCK = Duration.ofMinutes(10);
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** Undisturbed. */
    static Passage smooth(Duration there, Duration back) {
        return new Passage(there, true, back, true, null);
    }

    /** Disturbed by a fault. */
    Passage with(Fault fault) {
        boolean before = fault.side() == Fault.Side.BEFORE;
        return switch (fault.kind()) {
            case TOO_MANY_REQUESTS -> refused(before, 429, "TooManyRequests", Optional.of(Duration.ofSeconds(3)));
            case TOO_MANY_REQUESTS_BARE -> refused(before, 429, "TooManyRequests", Optional.empty());
            case INTERNAL_ERROR -> refused(before, 500, "InternalError", Optional.empty());
            case UNAVAILABLE -> refused(before, 503, "ServiceUnavailable", Optional.empty());
            case GATEWAY_TIMEOUT -> refused(before, 504, "Timeout", Optional.empty());
            case UNAUTHORIZED -> refused(true, 401, "Unauthorized", Optional.empty());
            case QUOTA_EXCEEDED ->
                refused("exceeded quota: team, requested: pods=1, used: pods=10, limited: pods=10", 403, "Forbidden");
            case POD_SECURITY_REFUSES ->
                refused("violates PodSecurity \"restricted:latest\": privileged", 403, "Forbidden");
            case INVALID -> refused("spec.priorityClassName: Invalid value", 422, "Invalid");
            case FORBIDDEN -> refused("User \"reports\" cannot do that in the namespace \"jobs\"", 403, "Forbidden");
            case CONFLICT -> refused("the object has been modified", 409, "Conflict");
            case CONNECT_TIMEOUT ->
                new Passage(there, false, CONNECTING, true, ClusterException.noAnswer("connect timed out"));
            case RESET -> new Passage(there, !before, back, true, ClusterException.noAnswer("connection reset"));
            case HANG -> new Passage(there, !before, back, false, null);
            case SLOW ->
                before ? new Passage(SLOW, true, back, true, null) : new Passage(there, true, SLOW, true, null);
            case STUCK ->
                before ? new Passage(STUCK, true, back, true, null) : new Passage(there, true, STUCK, true, null);
            default -> this;
        };
    }

    /** The API server's last word: nothing has changed. */
    private Passage refused(String message, int code, String reason) {
        ClusterException problem = new ClusterException(code, reason, message, List.of(), Optional.empty());
        return new Passage(there, false, back, true, problem);
    }

    private Passage refused(boolean before, int code, String reason, Optional<Duration> retryAfter) {
        ClusterException problem = new ClusterException(code, reason, "simulated " + code, List.of(), retryAfter);
        return new Passage(there, !before, back, true, problem);
    }
}
