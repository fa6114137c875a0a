package dev.bellows.k8s.internal.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.run.ControlOutcome;
import dev.bellows.run.RunId;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A driver that takes orders, by way of the API server. Futures fail with {@link ControlRefused}. Thread-safe. */
public final class ControlledDriver {
    private static final int PROTOCOL = 1;
    private static final String HEADER = "Bellows-Key";
    private static final int FORBIDDEN = 403;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ClusterPort cluster;
    private final RunId run;
    private final String pod;
    private final int port;
    private CompletableFuture<String> key = CompletableFuture.failedFuture(new IllegalStateException());

    /**
     * A driver of a run.
     *
     * @param pod its pod
     * @param port where its listener answers
     */
    public ControlledDriver(ClusterPort cluster, RunId run, String pod, int port) {
        this.cluster = cluster;
        this.run = run;
        this.pod = pod;
        this.port = port;
    }

    /** Its pod. */
    public String pod() {
        return pod;
    }

    /**
     * What became of an order.
     *
     * @param going the executors that were told to go
     * @param target how many executors Spark wants now
     */
    public record Done(Set<Integer> going, OptionalInt target) {}

    /** What it tells of itself. */
    public CompletableFuture<ControlState> state() {
        return ask(PodRequest.get("/bellows/state?protocol=" + PROTOCOL)).thenApply(ControlState::of);
    }

    /** Wants another number of executors. */
    public CompletableFuture<Done> target(int total) {
        return order("target", "&total=" + total);
    }

    /** Tells executors to go, whether or not others come in their place. */
    public CompletableFuture<Done> decommission(Collection<Integer> executors) {
        return order("decommission", "&executors=" + joined(executors));
    }

    /**
     * Gives executors without tasks back: as many fewer are wanted.
     *
     * @param keep how many are to stay
     * @param handedOn whether shuffle data stays when an executor goes; otherwise the driver keeps who holds what running work needs
     */
    public CompletableFuture<Done> release(Collection<Integer> executors, int keep, boolean handedOn) {
        return order("release", "&executors=" + joined(executors) + "&keep=" + keep + "&handedOn=" + handedOn);
    }

    private static String joined(Collection<Integer> executors) {
        return executors.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private CompletableFuture<Done> order(String what, String rest) {
        return ask(PodRequest.post("/bellows/" + what + "?protocol=" + PROTOCOL + rest))
                .thenApply(answer -> {
                    Set<Integer> going = new HashSet<>();
                    answer.path("going").forEach(id -> going.add(Integer.valueOf(id.asText())));
                    return new Done(going, ControlState.targetIn(answer));
                });
    }

    private CompletableFuture<JsonNode> ask(PodRequest request) {
        return key().thenCompose(known -> cluster.proxy(run.namespace(), pod, port, request.with(HEADER, known)))
                .thenApply(ControlledDriver::answered)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(refused(error)));
    }

    private synchronized CompletableFuture<String> key() {
        if (key.isCompletedExceptionally()) {
            key = RunKey.read(cluster, run);
        }
        return key;
    }

    private static JsonNode answered(String body) {
        JsonNode answer;
        try {
            answer = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ControlRefused(ControlOutcome.UNREACHABLE, "what answers is not the listener");
        }
        String why = answer.path("why").asText();
        return switch (answer.path("outcome").asText()) {
            case "OK" -> {
                if (answer.path("protocol").asInt() != PROTOCOL) {
                    throw new ControlRefused(ControlOutcome.UNKNOWN_VERSION, "the listener is of another version");
                }
                yield answer;
            }
            case "UNKNOWN_VERSION" -> throw new ControlRefused(ControlOutcome.UNKNOWN_VERSION, why);
            case "NOT_RUNNING" -> throw new ControlRefused(ControlOutcome.UNREACHABLE, why);
            case "DYNAMIC" -> throw new ControlRefused(ControlOutcome.OWNED_BY_DYNAMIC_ALLOCATION, why);
            case "REFUSED" -> throw new ControlRefused(ControlOutcome.REFUSED, why);
            case "FAILED" -> throw new ControlRefused(ControlOutcome.FAILED, why);
            default -> throw new ControlRefused(ControlOutcome.UNREACHABLE, "what answers is not the listener");
        };
    }

    private synchronized ControlRefused refused(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        if (cause instanceof ControlRefused known) {
            return known;
        }
        ClusterException problem = ClusterException.in(error);
        if (problem.isNotFound()) {
            return new ControlRefused(
                    ControlOutcome.NO_CONTROL, "the driver or its key is gone: " + problem.getMessage());
        }
        if (problem.code() != FORBIDDEN) {
            return new ControlRefused(
                    ControlOutcome.UNREACHABLE, "no listener answers at port " + port + ": " + problem.getMessage());
        }
        if (problem.reason().isEmpty()) {
            // Somebody may have made the Secret anew: the next order reads it again.
            key = CompletableFuture.failedFuture(problem);
            return new ControlRefused(ControlOutcome.WRONG_KEY, "the driver was started with another key");
        }
        return new ControlRefused(
                ControlOutcome.FORBIDDEN,
                "the connection's account has no right to do so; RoleManifests.withControl() gives it: "
                        + problem.getMessage());
    }
}
