package dev.bellows.k8s.port;

import java.util.Map;

/**
 * An HTTP request without a body to what a pod serves. Immutable.
 *
 * @param method {@code GET} or {@code POST}
 * @param path the path and query that the pod gets, beginning with a slash
 * @param headers further headers, which may be secrets: no text of the request shows them
 */
public record PodRequest(String method, String path, Map<String, String> headers) {
    /** Copies the headers. */
    public PodRequest {
        headers = Map.copyOf(headers);
    }

    /** A request that reads. */
    public static PodRequest get(String path) {
        return new PodRequest("GET", path, Map.of());
    }

    /** A request that changes something. */
    public static PodRequest post(String path) {
        return new PodRequest("POST", path, Map.of());
    }

    /** The same with a header, and no other. */
    public PodRequest with(String header, String value) {
        return new PodRequest(method, path, Map.of(header, value));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
