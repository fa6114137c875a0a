package dev.bellows.k8s.interleavings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster that answers what a test completes, and nothing by itself. */
public final class InertCluster implements ClusterPort {
    private final Queue<CompletableFuture<?>> calls = new ConcurrentLinkedQueue<>();

    /** The calls that were made, in order; answered by completing them. */
    public Queue<CompletableFuture<?>> calls() {
        return calls;
    }

    private <T> CompletableFuture<T> call() {
        CompletableFuture<T> call = new CompletableFuture<>();
        calls.add(call);
        return call;
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        return call();
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        return call();
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return call();
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return call();
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        return call();
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        return new InertStream(call());
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        return call();
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return call();
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return call();
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        return new InertStream(call());
    }

    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        return call();
    }

    @Override
    public Optional<Instant> serverTime() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // What is not answered by now never will be.
    }

    private record InertStream(CompletableFuture<Void> opened) implements Stream {
        @Override
        public CompletableFuture<Void> ended() {
            return opened;
        }

        @Override
        public void cancel() {
            opened.complete(null);
        }
    }
}
