package dev.bellows.k8s.internal.circuit;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is not asked while it does not answer, and not by all at once when it does again. What is refused meanwhile fails without
 * an answer, as if the connection were refused, and so may be tried again.
 */
public final class CircuitCluster implements ClusterPort {
    /** Any answer will do, also that there is no such object. */
    private static final String QUESTION = "bellows-is-it-back";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Circuit circuit;

    /** Where something was answered last. */
    private volatile String namespace = "default";

    /** A cluster over another one. */
    public CircuitCluster(ClusterPort cluster, TimeSource time) {
        this.cluster = cluster;
        this.time = time;
        this.circuit = new Circuit(time, this::ask);
    }

    /** Does something each time the API server is back after the circuit was open, in turn. */
    public void whenBack(Runnable news) {
        circuit.whenBack(news);
    }

    /** What requests wait for. */
    public Optional<Wait> waits() {
        return circuit.waits();
    }

    private void ask() {
        CompletableFuture<?> answer = begun();
        TimeSource.Timer alarm = time.after(PATIENCE, () -> {
            answer.completeExceptionally(ClusterException.noAnswer("the question has no answer"));
            answer.cancel(true);
        });
        answer.whenComplete((object, error) -> {
            alarm.cancel();
            if (error == null) {
                circuit.answered();
            } else {
                Question.READ.report(circuit, ClusterException.in(error), true);
            }
        });
    }

    /** A question that cannot be asked must not be the last one. */
    private CompletableFuture<?> begun() {
        try {
            return cluster.get(ObjectKind.CONFIG_MAP_METADATA, namespace, QUESTION);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(ClusterException.noAnswer("the question cannot be asked"));
        }
    }

    private <T> CompletableFuture<T> call(Question question, String where, Supplier<CompletableFuture<T>> call) {
        Call<T> request = new Call<>(circuit, question, call);
        circuit.send(request);
        request.result().whenComplete((value, error) -> {
            if (error == null && !where.isEmpty()) {
                namespace = where;
            }
        });
        return request.result();
    }

    private Stream stream(Question question, Supplier<Stream> open) {
        StreamRequest request = new StreamRequest(circuit, time, question, open);
        circuit.send(request);
        return request;
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String where, T object) {
        return call(Question.WRITE, where, () -> cluster.create(kind, where, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String where, Written<T> written) {
        return call(Question.WRITE, where, () -> cluster.create(kind, where, written));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> createAnew(
            ObjectKind<T> kind, String where, Supplier<Written<T>> object) {
        return call(Question.WRITE, where, () -> cluster.createAnew(kind, where, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String where, T object) {
        return call(Question.WRITE, where, () -> cluster.tryCreate(kind, where, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String where, String name) {
        return call(Question.READ, where, () -> cluster.get(kind, where, name));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String where, String selector) {
        return call(Question.READ, where, () -> cluster.list(kind, where, selector));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Page<T>> page(
            ObjectKind<T> kind, String where, String selector, String from, int most) {
        return call(Question.READ, where, () -> cluster.page(kind, where, selector, from, most));
    }

    @Override
    public CompletableFuture<List<Event>> events(String where, String uid) {
        return call(Question.READ, where, () -> cluster.events(where, uid));
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String where,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        return stream(Question.READ, () -> cluster.watch(kind, where, selector, fromVersion, listener));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String where, String name, JsonNode patch) {
        return call(Question.WRITE, where, () -> cluster.patch(kind, where, name, patch));
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String where, String name, DeleteMode mode) {
        return call(Question.WRITE, where, () -> cluster.delete(kind, where, name, mode));
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String where, String selector, DeleteMode mode) {
        return call(Question.WRITE, where, () -> cluster.deleteAll(kind, where, selector, mode));
    }

    @Override
    public Stream logs(String where, String pod, LogQuery query, Consumer<String> line) {
        return stream(Question.POD, () -> cluster.logs(where, pod, query, line));
    }

    @Override
    public CompletableFuture<String> proxy(String where, String pod, int port, PodRequest request) {
        return call(Question.POD, where, () -> cluster.proxy(where, pod, port, request));
    }

    /** It tries nothing again. */
    @Override
    public ClusterPort within(Duration patience) {
        return this;
    }

    @Override
    public Optional<Instant> serverTime() {
        return cluster.serverTime();
    }

    @Override
    public void close() {
        circuit.close();
        cluster.close();
    }
}
