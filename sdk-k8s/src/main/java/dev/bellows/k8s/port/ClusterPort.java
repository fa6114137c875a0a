package dev.bellows.k8s.port;

import com.fasterxml.jackson.databind.JsonNode;
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
 * The cluster as the runtime sees it: asynchronous verbs over the Kubernetes API. No call blocks. Futures fail with
 * {@link ClusterException} and nothing else, and complete on any thread; cancelling one gives the call up, which may have taken effect, whatever the future holds by then.
 * An empty namespace stands for none: that of nodes, classes and reviews.
 */
public interface ClusterPort extends AutoCloseable {
    /** Creates an object; completes with it and the metadata that it has got. What else the API server fills in may be missing. */
    <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object);

    /** Creates an object whose JSON may stand somewhere already. */
    default <T extends HasMetadata> CompletableFuture<T> create(
            ObjectKind<T> kind, String namespace, Written<T> written) {
        return create(kind, namespace, written.object());
    }

    /** Creates an object; where a lost answer has a call sent again, each time one that is made anew. */
    default <T extends HasMetadata> CompletableFuture<T> createAnew(
            ObjectKind<T> kind, String namespace, Supplier<Written<T>> object) {
        return create(kind, namespace, object.get());
    }

    /** Asks what {@link #create} would answer, by all that the API server checks, and creates nothing. */
    <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object);

    /** Reads an object as it is now. */
    <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name);

    /** Reads all objects that a label selector matches. */
    <T extends HasMetadata> CompletableFuture<Listing<T>> list(ObjectKind<T> kind, String namespace, String selector);

    /**
     * Reads some of the objects that a label selector matches: a long list is read page by page, each with a call of its own. A port that
     * has no pages reads all.
     *
     * @param from where the page before has ended; empty for the first
     * @param most how many objects
     */
    default <T extends HasMetadata> CompletableFuture<Page<T>> page(
            ObjectKind<T> kind, String namespace, String selector, String from, int most) {
        return list(kind, namespace, selector).thenApply(all -> new Page<>(all.items(), all.resourceVersion(), ""));
    }

    /** Reads what the cluster's parts have said about an object, such as why its volumes cannot be mounted; the order is any. */
    CompletableFuture<List<Event>> events(String namespace, String uid);

    /**
     * Watches the objects that a label selector matches.
     *
     * @param fromVersion the resource version to go on from; null for the present state, told as {@link WatchEvent.Type#ADDED}
     */
    <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener);

    /** Applies a JSON merge patch; {@code metadata.resourceVersion} in it is a precondition. */
    <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch);

    /** Deletes an object; completes when the API server has accepted it. */
    CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode);

    /** Deletes all objects that a label selector matches. */
    CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode);

    /** Reads a container's log; follows it until the container ends. */
    Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line);

    /**
     * Asks what a pod serves over HTTP, by way of the API server.
     *
     * @return the body; a failure tells the pod's status, or 503 if the pod cannot be reached
     */
    CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request);

    /** The API server's time when it last answered, to the second; empty before its first answer. Does not ask it. */
    Optional<Instant> serverTime();

    /**
     * The same cluster for somebody with more patience: calls whose failure may pass are tried again for so long from now, if the usual time
     * of each is over before. A port that tries nothing again is the same for all.
     */
    default ClusterPort within(Duration patience) {
        return this;
    }

    /** Ends all calls and streams. */
    @Override
    void close();

    /**
     * What a list call returns.
     *
     * @param items the objects
     * @param resourceVersion where a watch goes on
     * @param <T> the model class
     */
    record Listing<T>(List<T> items, String resourceVersion) {}

    /**
     * A part of a list.
     *
     * @param items the objects
     * @param resourceVersion where a watch goes on after the last page
     * @param next where the next page begins; empty if this is the last one
     * @param <T> the model class
     */
    record Page<T>(List<T> items, String resourceVersion, String next) {}

    /**
     * Which part of a log.
     *
     * @param container the container
     * @param follow whether to stay until it ends
     * @param tailLines only the last lines, or all if 0
     * @param stamped whether each line begins with the time at which it was printed, in RFC 3339, and a blank
     * @param since only lines that were printed then or later, to the second
     */
    record LogQuery(String container, boolean follow, int tailLines, boolean stamped, Optional<Instant> since) {
        /** Lines as they were printed. */
        public LogQuery(String container, boolean follow, int tailLines) {
            this(container, follow, tailLines, false, Optional.empty());
        }
    }

    /** An answer that goes on. */
    interface Stream {
        /** Completes when the API server has begun to answer. */
        CompletableFuture<Void> opened();

        /** Completes when the stream has ended, normally or with {@link ClusterException}; after {@link #opened()}. */
        CompletableFuture<Void> ended();

        /** Reads no more for now; a little that is on its way may still be told. A stream that cannot wait tells on. */
        default void hold() {}

        /** Reads on. */
        default void release() {}

        /** Ends it from this side. */
        void cancel();
    }

    /**
     * Hears a watch; calls come one at a time, in order.
     *
     * @param <T> the model class
     */
    @FunctionalInterface
    interface WatchListener<T extends HasMetadata> {
        /** Hears an event. */
        void event(WatchEvent<T> event);
    }
}
