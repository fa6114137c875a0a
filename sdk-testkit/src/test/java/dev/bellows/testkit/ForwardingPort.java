package dev.bellows.testkit;

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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A port that does what another one does; to be changed at one place. */
class ForwardingPort implements ClusterPort {
    private final ClusterPort port;

    ForwardingPort(ClusterPort port) {
        this.port = port;
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        return port.create(kind, namespace, object);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        return port.tryCreate(kind, namespace, object);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return port.get(kind, namespace, name);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return port.list(kind, namespace, selector);
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        return port.events(namespace, uid);
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        return port.watch(kind, namespace, selector, fromVersion, listener);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        return port.patch(kind, namespace, name, patch);
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return port.delete(kind, namespace, name, mode);
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return port.deleteAll(kind, namespace, selector, mode);
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        return port.logs(namespace, pod, query, line);
    }

    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        return this.port.proxy(namespace, pod, port, request);
    }

    @Override
    public Optional<Instant> serverTime() {
        return port.serverTime();
    }

    @Override
    public void close() {
        port.close();
    }
}
