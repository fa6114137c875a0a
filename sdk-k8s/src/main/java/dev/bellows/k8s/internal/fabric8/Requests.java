package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.Stream;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP requests to an API server, and what it answers. Every answer has a time within which it must begin, whoever waits for it, and every
 * body and line a limit: a request that is given up before it is answered holds its connection until then. Thread-safe.
 */
final class Requests {
    /** Longer than a page of objects or what Spark's REST API says; an object of Kubernetes has 3 MiB at most. */
    static final int BODY = 16 * 1024 * 1024;

    /** What a program prints in one line. */
    static final int LOG_LINE = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final HttpClient http;
    private final Times times;
    private final String root;
    private final Refusals refusals = new Refusals(ObjectJson.MAPPER);
    private volatile Optional<Instant> serverTime = Optional.empty();

    /**
     * Within which times answers must begin.
     *
     * @param answer that of a call or a watch, which is given at once
     * @param log that of a log, which may begin with the first line only
     */
    record Times(Duration answer, Duration log) {
        /** The usual ones. */
        static final Times USUAL = new Times(Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    Requests(KubernetesClient client, Times times) {
        this.http = client.getHttpClient();
        this.times = times;
        this.root = client.getMasterUrl().toString().replaceAll("/+$", "");
    }

    /** A request for a path with its query, and for one kind of answer. */
    HttpRequest.Builder to(String path, String accept) {
        HttpRequest.Builder request = http.newHttpRequestBuilder().uri(URI.create(root + path));
        request.header("Accept", accept);
        return request;
    }

    /** Sends it; completes with the body. */
    CompletableFuture<byte[]> send(HttpRequest.Builder request) {
        return WholeBody.send(
                http, within(request, times.answer), BODY, refusals, answer -> note(answer.header("Date")));
    }

    /** Sends it to what a pod serves; completes with the body. A pod does not know the API server's time. */
    CompletableFuture<byte[]> relay(HttpRequest.Builder request) {
        return WholeBody.send(http, within(request, times.answer), BODY, refusals, answer -> {});
    }

    /** Sends it, and tells the lines of a watch as they come. */
    Stream watch(HttpRequest.Builder request, Consumer<String> line) {
        return ByteStream.open(http, within(request.forStreaming(), times.answer), BODY, refusals, line);
    }

    /** Sends it, and tells the lines of a log as they come. */
    Stream log(HttpRequest.Builder request, Consumer<String> line) {
        return ByteStream.open(http, within(request.forStreaming(), times.log), LOG_LINE, refusals, line);
    }

    /** The problem that a status tells. */
    ClusterException refused(JsonNode status) {
        return refusals.of(status.path("code").asInt(), status.toString(), null);
    }

    /** The API server's time when it last answered. */
    Optional<Instant> serverTime() {
        return serverTime;
    }

    private static HttpRequest within(HttpRequest.Builder request, Duration limit) {
        return request.timeout(limit.toMillis(), TimeUnit.MILLISECONDS).build();
    }

    private void note(@Nullable String date) {
        try {
            if (date != null) {
                serverTime = Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            }
        } catch (DateTimeParseException e) {
            // A proxy's own idea of a date: the time of an earlier answer, or none, will do.
            LOG.debug("the Date header cannot be read: {}", e.getMessage());
        }
    }
}
