package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.Stream;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP requests to an API server, and what it answers. Thread-safe. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final HttpClient http;
    private final String root;
    private final Refusals refusals = new Refusals(ObjectJson.MAPPER);
    private volatile Optional<Instant> serverTime = Optional.empty();

    Requests(KubernetesClient client) {
        this.http = client.getHttpClient();
        this.root = client.getMasterUrl().toString().replaceAll("/+$", "");
    }

    /** A request for a path with its query, and for one kind of answer. */
    HttpRequest.Builder to(String path, String accept) {
        HttpRequest.Builder request = http.newHttpRequestBuilder().uri(URI.create(root + path));
        request.header("Accept", accept);
        return request;
    }

    /** Sends it; completes with the body. */
    CompletableFuture<byte[]> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        String call = request.method() + " " + request.uri().getPath();
        try {
            return http.sendAsync(request, byte[].class).handle((response, error) -> {
                if (error != null) {
                    throw Refusals.noAnswer(call, error);
                }
                return bodyOf(response);
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Refusals.unsendable(request, e));
        }
    }

    /** Sends it, and tells the lines of the answer as they come. */
    Stream stream(HttpRequest.Builder builder, Consumer<String> line) {
        return ByteStream.open(http, builder.forStreaming().build(), refusals, line);
    }

    /** The problem that a status tells. */
    ClusterException refused(JsonNode status) {
        return refusals.of(status.path("code").asInt(), status.toString(), null);
    }

    /** The API server's time when it last answered. */
    Optional<Instant> serverTime() {
        return serverTime;
    }

    private byte[] bodyOf(HttpResponse<byte[]> response) {
        note(response.header("Date"));
        byte[] body = response.body() == null ? new byte[0] : response.body();
        if (!response.isSuccessful()) {
            throw refusals.of(
                    response.code(), new String(body, StandardCharsets.UTF_8), response.header("Retry-After"));
        }
        return body;
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
