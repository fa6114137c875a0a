package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.internal.page.Pages;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cluster port over fabric8's asynchronous HTTP client: connection, TLS and credentials are its work, the requests are ours. */
public final class Fabric8Cluster implements ClusterPort {
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String METADATA = "application/json;as=PartialObjectMetadata%s;g=meta.k8s.io;v=v1";
    private static final String STRICT = "?fieldValidation=Strict";
    private static final int WATCH_SECONDS = 300;

    /** Events of one object: those that repeat are counted, and after an hour they are gone. */
    private static final int EVENTS = 500;

    private final KubernetesClient client;
    private final Requests requests;

    /** A port over a client, which it closes in the end. */
    public Fabric8Cluster(KubernetesClient client) {
        this(client, Requests.Times.USUAL);
    }

    /** A port with times of its own for answers. */
    Fabric8Cluster(KubernetesClient client, Requests.Times times) {
        this.client = client;
        this.requests = new Requests(client, times);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        return create(kind, namespace, Written.of(object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(
            ObjectKind<T> kind, String namespace, Written<T> written) {
        T object = written.object();
        boolean metadata = Created.isMetadata(object);
        String json = written.json().orElseGet(() -> ObjectJson.write(object));
        return requests.send(request(kind.path(namespace) + STRICT, metadata).post(JSON, json))
                .thenApply(body -> metadata
                        ? kind.type()
                                .cast(Created.with(
                                        object,
                                        ObjectJson.read(body, PartialObjectMetadata.class)
                                                .getMetadata()))
                        : ObjectJson.read(body, kind.type()));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        return requests.send(request(kind, kind.path(namespace) + STRICT + "&dryRun=All")
                        .post(JSON, ObjectJson.write(object)))
                .thenApply(body -> ObjectJson.read(body, kind.type()));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return requests.send(request(kind, kind.path(namespace, name)))
                .thenApply(body -> ObjectJson.read(body, kind.type()));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return Pages.read((from, most) -> page(kind, namespace, selector, from, most));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Page<T>> page(
            ObjectKind<T> kind, String namespace, String selector, String from, int most) {
        return page(kind, kind.path(namespace) + "?labelSelector=" + encode(selector), from, most);
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        // So many as anybody reads of one object.
        String path = ObjectKind.EVENTS.path(namespace) + "?fieldSelector=" + encode("involvedObject.uid=" + uid);
        return page(ObjectKind.EVENTS, path, "", EVENTS).thenApply(Page::items);
    }

    private <T extends HasMetadata> CompletableFuture<Page<T>> page(
            ObjectKind<T> kind, String path, String from, int most) {
        String page = path + "&limit=" + most + (from.isEmpty() ? "" : "&continue=" + encode(from));
        HttpRequest.Builder request = requests.to(page, kind.metadataOnly() ? METADATA.formatted("List") : JSON);
        return requests.send(request).thenApply(body -> {
            JsonNode list = ObjectJson.read(body, JsonNode.class);
            List<T> items = new ArrayList<>();
            list.path("items").forEach(item -> items.add(ObjectJson.convert(item, kind.type())));
            JsonNode metadata = list.path("metadata");
            return new Page<>(
                    items,
                    metadata.path("resourceVersion").asText(),
                    metadata.path("continue").asText());
        });
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        // Spread over time, so that many processes do not renew their watches at once.
        int seconds = WATCH_SECONDS + ThreadLocalRandom.current().nextInt(WATCH_SECONDS);
        String path = kind.path(namespace) + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds
                + "&labelSelector=" + encode(selector)
                + (fromVersion == null ? "" : "&resourceVersion=" + encode(fromVersion));
        return requests.watch(request(kind, path), line -> read(line, kind, listener));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        HttpRequest.Builder request = request(kind, kind.path(namespace, name));
        return requests.send(request.method("PATCH", MERGE_PATCH, ObjectJson.write(patch)))
                .thenApply(body -> ObjectJson.read(body, kind.type()));
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return discard(request(kind, kind.path(namespace, name)), mode);
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return discard(request(kind, kind.path(namespace) + "?labelSelector=" + encode(selector)), mode);
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        String path = ObjectKind.PODS.path(namespace, pod) + "/log?container=" + encode(query.container())
                + (query.follow() ? "&follow=true" : "")
                + (query.tailLines() > 0 ? "&tailLines=" + query.tailLines() : "")
                + (query.stamped() ? "&timestamps=true" : "")
                + query.since()
                        .map(time -> "&sinceTime="
                                + encode(time.truncatedTo(ChronoUnit.SECONDS).toString()))
                        .orElse("");
        return requests.log(requests.to(path, "*/*"), line);
    }

    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest asked) {
        String way = ObjectKind.PODS.path(namespace, pod) + ":" + port + "/proxy" + asked.path();
        HttpRequest.Builder request = requests.to(way, JSON);
        asked.headers().forEach(request::header);
        if (asked.method().equals("POST")) {
            request.post(JSON, "");
        }
        return requests.relay(request).thenApply(body -> new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Instant> serverTime() {
        return requests.serverTime();
    }

    @Override
    public void close() {
        client.close();
    }

    private CompletableFuture<Void> discard(HttpRequest.Builder request, DeleteMode mode) {
        ObjectNode options =
                ObjectJson.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "DeleteOptions");
        options.put("propagationPolicy", mode.foreground() ? "Foreground" : "Background");
        mode.graceSeconds().ifPresent(seconds -> options.put("gracePeriodSeconds", seconds));
        if (mode.uid() != null) {
            options.putObject("preconditions").put("uid", mode.uid());
        }
        return requests.send(request.delete(JSON, ObjectJson.write(options))).thenAccept(body -> {});
    }

    private HttpRequest.Builder request(ObjectKind<?> kind, String path) {
        return request(path, kind.metadataOnly());
    }

    private HttpRequest.Builder request(String path, boolean metadata) {
        return requests.to(path, metadata ? METADATA.formatted("") : JSON);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads the lines of a watch; an ERROR line, such as 410 Expired, ends the stream with that problem. */
    private <T extends HasMetadata> void read(String line, ObjectKind<T> kind, WatchListener<T> listener) {
        if (line.isBlank()) {
            return;
        }
        WatchLine<T> told = WatchLine.read(line, kind.type());
        JsonNode rest = told.rest();
        if (told.type().equals("ERROR") && rest != null) {
            throw requests.refused(rest);
        }
        // A type that is not known is a newer server's, and no reason to miss the next.
        told.event().ifPresent(listener::event);
    }
}
