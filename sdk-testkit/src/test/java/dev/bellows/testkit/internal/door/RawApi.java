package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.Patience;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Sends requests to an API server as they are written, with the credentials of a client. */
final class RawApi {

    static final String MERGE = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";
    static final String METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    static final String METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KubernetesClient client;

    RawApi(KubernetesClient client) {
        this.client = client;
    }

    /** An answer: its status and its JSON body. */
    record Reply(int code, JsonNode body) {

        /** The text at a JSON pointer, empty if there is none. */
        String at(String pointer) {
            return body.at(pointer).asText();
        }
    }

    Reply get(String path) {
        return send(request(path));
    }

    Reply get(String path, String accept) {
        return send(request(path).header("Accept", accept));
    }

    Reply post(String path, String json) {
        return post(path, "application/json", json);
    }

    Reply post(String path, String contentType, String body) {
        return send(request(path).post(contentType, body));
    }

    Reply put(String path, String json) {
        return send(request(path).method("PUT", "application/json", json));
    }

    Reply patch(String path, String contentType, String body) {
        return send(request(path).method("PATCH", contentType, body));
    }

    Reply delete(String path) {
        return send(request(path).method("DELETE", "application/json", ""));
    }

    Reply delete(String path, String options) {
        return send(request(path).method("DELETE", "application/json", options));
    }

    WatchLines watch(String path) {
        return WatchLines.open(client.getHttpClient(), request(path).build());
    }

    WatchLines watch(String path, String accept) {
        return WatchLines.open(
                client.getHttpClient(), request(path).header("Accept", accept).build());
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        String master = client.getMasterUrl().toString();
        return client.getHttpClient().newHttpRequestBuilder().uri(master.replaceAll("/$", "") + path);
    }

    private Reply send(HttpRequest.Builder request) {
        HttpResponse<String> response = Patience.join(client.getHttpClient().sendAsync(request.build(), String.class));
        String body = response.body();
        return new Reply(response.code(), body == null || body.isBlank() ? MAPPER.createObjectNode() : read(body));
    }
}
