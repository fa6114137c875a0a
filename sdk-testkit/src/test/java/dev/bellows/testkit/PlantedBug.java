package dev.bellows.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bugs that a runtime like this one could have, planted between it and its port. */
enum PlantedBug {
    /** What cannot be found is taken for gone, however short the look. */
    ABSENCE_TRUSTED(port -> new ForwardingPort(port) {
        @Override
        public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
            return kind.plural().equals("pods")
                    ? CompletableFuture.failedFuture(
                            new ClusterException(404, "NotFound", "not cached", List.of(), Optional.empty()))
                    : super.get(kind, namespace, name);
        }

        @Override
        public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
                ObjectKind<T> kind, String namespace, String selector) {
            return super.list(kind, namespace, selector)
                    .thenApply(listing -> kind.plural().equals("pods")
                            ? new Listing<>(List.of(), listing.resourceVersion())
                            : listing);
        }
    }),
    /** An ended attempt keeps its payload: a late driver can start. */
    NO_FENCING(port -> new ForwardingPort(port) {
        @Override
        public <T extends HasMetadata> CompletableFuture<T> patch(
                ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
            ((ObjectNode) patch).remove(List.of("data", "binaryData"));
            return super.patch(kind, namespace, name, patch);
        }
    }),
    /** Decisions are written whoever has decided meanwhile. */
    NO_COMPARE_AND_SET(port -> new ForwardingPort(port) {
        @Override
        public <T extends HasMetadata> CompletableFuture<T> patch(
                ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
            ((ObjectNode) patch.path("metadata")).remove("resourceVersion");
            return super.patch(kind, namespace, name, patch);
        }
    }),
    /** Decisions count as written before they are. */
    DECIDED_BEFORE_WRITTEN(port -> new ForwardingPort(port) {
        @Override
        public <T extends HasMetadata> CompletableFuture<T> patch(
                ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
            return super.get(kind, namespace, name);
        }
    }),
    /** The next attempt does not wait for the executors of the last one. */
    EXECUTORS_LEFT(port -> new ForwardingPort(port) {
        @Override
        public CompletableFuture<Void> deleteAll(
                ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
                ObjectKind<T> kind, String namespace, String selector) {
            return selector.contains("bellows.dev/attempt")
                    ? CompletableFuture.completedFuture(new Listing<>(List.of(), "1"))
                    : super.list(kind, namespace, selector);
        }
    }),
    /** All attempts of a run have the application id of the first. */
    APPLICATION_ID_KEPT(SameApplication::new),
    /** A driver is taken for this run's own though it is an earlier one's, and on its way out. */
    TERMINATING_ADOPTED(TerminatingAdopted::new),
    /** What a driver needs of a Secret is written into its pod. */
    SECRET_COPIED(port -> new ForwardingPort(port) {
        @Override
        public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
            if (object instanceof Pod pod) {
                pod.getSpec().getContainers().get(0).getEnv().add(new EnvVar("PASSWORD", Canary.VALUE, null));
            }
            return super.create(kind, namespace, object);
        }
    }),
    /** Records are not deleted. */
    RECORDS_KEPT(port -> new ForwardingPort(port) {
        @Override
        public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
            return kind.plural().equals("configmaps")
                    ? CompletableFuture.completedFuture(null)
                    : super.delete(kind, namespace, name, mode);
        }
    }),
    /** What fails is tried again at once, for ever. */
    HOT_LOOP(port -> new ForwardingPort(port) {
        @Override
        public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
            return super.create(kind, namespace, object)
                    .exceptionallyCompose(error -> ClusterException.in(error).isPassing()
                            ? create(kind, namespace, object)
                            : CompletableFuture.failedFuture(error));
        }
    }),
    /** Streams outlive the connection. */
    NEVER_CLOSED(port -> new ForwardingPort(port) {
        @Override
        public void close() {
            // Its streams stay open.
        }

        @Override
        public <T extends HasMetadata> Stream watch(
                ObjectKind<T> kind,
                String namespace,
                String selector,
                @Nullable String fromVersion,
                WatchListener<T> listener) {
            Stream stream = super.watch(kind, namespace, selector, fromVersion, listener);
            return new Stream() {
                @Override
                public CompletableFuture<Void> opened() {
                    return stream.opened();
                }

                @Override
                public CompletableFuture<Void> ended() {
                    return stream.ended();
                }

                @Override
                public void cancel() {
                    // Forgotten.
                }
            };
        }
    });

    /** Without a state of its own. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Around around;

    PlantedBug(Around around) {
        this.around = around;
    }

    UnaryOperator<ClusterPort> around() {
        return around::around;
    }

    private interface Around {
        ClusterPort around(ClusterPort port);
    }
}
