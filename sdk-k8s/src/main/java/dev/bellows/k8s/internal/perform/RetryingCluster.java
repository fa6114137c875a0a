package dev.bellows.k8s.internal.perform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.internal.page.Pages;
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
 * A cluster whose calls have a deadline and are tried again when their failure may pass. Every name is fixed before it is created, so
 * that a create whose answer was lost shows as a conflict, which the caller resolves by reading.
 */
public final class RetryingCluster implements ClusterPort {
    /** Longer than anybody waits. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Tries tries;

    /** Until when calls are made again at least, in monotonic time. */
    private final long until;

    /** A cluster over another one. */
    public RetryingCluster(ClusterPort cluster, TimeSource time, Pressure pressure) {
        this(cluster, time, new Tries(cluster::serverTime, time, pressure), time.nanoTime());
    }

    private RetryingCluster(ClusterPort cluster, TimeSource time, Tries tries, long until) {
        this.cluster = cluster;
        this.time = time;
        this.tries = tries;
        this.until = until;
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
        // Each page has its own deadline, and is itself tried again: no number of objects is too large for a slow
        // server.
        return Pages.read((from, most) -> page(kind, namespace, selector, from, most));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Page<T>> page(
            ObjectKind<T> kind, String namespace, String selector, String from, int most) {
        return trying(() -> cluster.page(kind, namespace, selector, from, most));
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
            return new NoStream(Tries.unsendable(e));
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
            return new NoStream(Tries.unsendable(e));
        }
    }

    /** Tried once, and no sign of how the API server does: it is a pod that answers, or does not. */
    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        return tries.once(() -> cluster.proxy(namespace, pod, port, request));
    }

    @Override
    public Optional<Instant> serverTime() {
        return cluster.serverTime();
    }

    /** The API server's time, as the answers of all calls tell it. */
    ApiClock clock() {
        return tries.clock();
    }

    @Override
    public ClusterPort within(Duration patience) {
        Duration wait = patience.compareTo(LONGEST) > 0 ? LONGEST : patience;
        return new RetryingCluster(cluster, time, tries, time.nanoTime() + wait.toNanos());
    }

    @Override
    public void close() {
        cluster.close();
    }

    private <T> CompletableFuture<T> trying(Supplier<CompletableFuture<T>> call) {
        return tries.of(call, until);
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
