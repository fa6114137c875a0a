package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A request that reads.
 *
 * @param authorization its one header
 */
record Get(String authorization) implements HttpRequest {
    @Override
    public UUID id() {
        return new UUID(0, 1);
    }

    @Override
    public URI uri() {
        return URI.create("http://localhost/api/v1/pods");
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String bodyString() {
        return "";
    }

    @Override
    public List<String> headers(String key) {
        return List.of(authorization);
    }

    @Override
    public Map<String, List<String>> headers() {
        return Map.of("Authorization", List.of(authorization));
    }
}
