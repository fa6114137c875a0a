package dev.bellows.k8s.internal.perform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster whose calls have a deadline and are tried again when their failure may pass. Every name is fixed before it is created, so
 * that a create whose answer was lost shows as a conflict, which the caller resolves by reading.
 */
public final class RetryingCluster implements ClusterPort {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many calls are under way at once, watches aside. */
    private static final int AT_ONCE = 64;

    /** The pause does not grow after so many. */
    private static final int MOST_TURNS = 10;

    private static final int BAD_REQUEST = 400;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Pressure pressure;
    private final Pauses pauses;
    private final Gate gate;

    /** How many calls in a row, of whatever run, had no usable answer. */
    private final AtomicInteger unanswered = new AtomicInteger();

    /** A cluster over another one. */
    public RetryingCluster(ClusterPort cluster, TimeSource time, Pressure pressure) {
        this.cluster = cluster;
        this.time = time;
        this.pressure = pressure;
        this.pauses = new Pauses(Duration.ofMillis(100), Duration.ofSeconds(5), time.random());
        this.gate = new Gate(AT_ONCE, time::execute);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        return trying(() -> cluster.create(kind, namespace, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(
            ObjectKind<T> kind, String namespace, Written<T> written) {
        return trying(() -> cluster.create(kind, namespace, written));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> createAnew(
            ObjectKind<T> kind, String namespace, Supplier<Written<T>> object) {
        return trying(() -> cluster.create(kind, namespace, object.get()));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        return trying(() -> cluster.tryCreate(kind, namespace, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return trying(() -> cluster.get(kind, namespace, name));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return trying(() -> cluster.list(kind, namespace, selector));
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        return trying(() -> cluster.events(namespace, uid));
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        try {
            return cluster.watch(kind, namespace, selector, fromVersion, listener);
        } catch (RuntimeException e) {
            return new NoStream(unsendable(e));
        }
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        return trying(() -> cluster.patch(kind, namespace, name, patch));
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return trying(() -> cluster.delete(kind, namespace, name, mode));
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return trying(() -> cluster.deleteAll(kind, namespace, selector, mode));
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        try {
            return cluster.logs(namespace, pod, query, line);
        } catch (RuntimeException e) {
            return new NoStream(unsendable(e));
        }
    }

    /** Tried once, and no sign of how the API server does: it is a pod that answers, or does not. */
    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        CompletableFuture<String> answer = begun(() -> cluster.proxy(namespace, pod, port, request));
        TimeSource.Timer alarm = time.after(
                CALL,
                () -> answer.completeExceptionally(
                        ClusterException.noAnswer("no answer within " + CALL.toSeconds() + " s")));
        return answer.whenComplete((body, error) -> alarm.cancel());
    }

    @Override
    public Optional<Instant> serverTime() {
        return cluster.serverTime();
    }

    @Override
    public void close() {
        cluster.close();
    }

    private <T> CompletableFuture<T> trying(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        // Patience begins with the call, not while it waits for others.
        gate.enter(() -> attempt(call, 1, false, time.nanoTime() + PATIENCE.toNanos(), result));
        return result;
    }

    private <T> void attempt(
            Supplier<CompletableFuture<T>> call,
            int turn,
            boolean renewed,
            long deadline,
            CompletableFuture<T> result) {
        long start = time.nanoTime();
        CompletableFuture<T> answer = begun(call);
        TimeSource.Timer alarm = time.after(
                CALL,
                () -> answer.completeExceptionally(
                        ClusterException.noAnswer("no answer within " + CALL.toSeconds() + " s")));
        answer.whenComplete((value, error) -> {
            alarm.cancel();
            gate.leave();
            long now = time.nanoTime();
            Duration took = Duration.ofNanos(now - start);
            if (error == null) {
                pressure.answered(now, took, OK);
                unanswered.set(0);
                result.complete(value);
                return;
            }
            ClusterException problem = ClusterException.in(error);
            pressure.answered(now, took, problem.code());
            // Many calls that fail at once say what many turns of one do: the API server needs rest.
            int failures = problem.isPassing() ? Math.min(unanswered.incrementAndGet(), MOST_TURNS) : 0;
            Duration usual = pauses.after(Math.max(turn, failures));
            Duration pause = problem.retryAfter()
                    .filter(asked -> asked.compareTo(usual) > 0)
                    .orElse(usual);
            boolean late = now + pause.toNanos() - deadline > 0;
            // A token may have just been renewed: once a call.
            boolean renews = problem.code() == UNAUTHORIZED && !renewed;
            boolean passing = problem.isPassing() || renews;
            if (!passing || late) {
                result.completeExceptionally(problem);
            } else {
                time.after(pause, () -> gate.enter(() -> attempt(call, turn + 1, renewed || renews, deadline, result)));
            }
        });
    }

    /** A call that cannot even be made, such as one with an impossible name, never will be. */
    private static ClusterException unsendable(RuntimeException error) {
        return new ClusterException(
                BAD_REQUEST, "BadRequest", String.valueOf(error.getMessage()), List.of(), Optional.empty());
    }

    private static <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(unsendable(e));
        }
    }

    /** A stream that never was. */
    private record NoStream(ClusterException problem) implements Stream {
        @Override
        public CompletableFuture<Void> opened() {
            return CompletableFuture.failedFuture(problem);
        }

        @Override
        public CompletableFuture<Void> ended() {
            return CompletableFuture.failedFuture(problem);
        }

        @Override
        public void cancel() {
            // There is nothing to end.
        }
    }
}
