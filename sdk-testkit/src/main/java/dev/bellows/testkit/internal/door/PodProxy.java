package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands requests on to what a pod serves, as an API server's proxy does: status and body come back as they are. */
final class PodProxy {
    private static final Pattern PATH = Pattern.compile(
            "(?<prefix>/api/v1/namespaces/(?<namespace>[^/]+)/pods/(http:)?(?<pod>[^/:]+):(?<port>\\d{1,5})/proxy)(?<rest>/.*)?");
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST);

    /** What is the API server's, or the connection's. */
    private static final Set<String> KEPT =
            Set.of("authorization", "host", "connection", "content-length", "transfer-encoding", "upgrade");

    private static final int PATIENCE_MILLIS = 30_000;

    private final HttpClient client;
    private final ClusterStore store;

    PodProxy(Vertx vertx, ClusterStore store) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.store = store;
    }

    /**
     * What a request wants of a pod.
     *
     * @param prefix the part of the path that the pod does not see
     */
    record Target(String prefix, String namespace, String pod, int port, String rest) {}

    /** What a path wants of a pod, if it does. */
    static Optional<Target> target(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group("rest");
        return Optional.of(new Target(
                matcher.group("prefix"),
                matcher.group("namespace"),
                matcher.group("pod"),
                Integer.parseInt(matcher.group("port")),
                rest == null ? "/" : rest));
    }

    void answer(HttpServerRequest request, Target target) {
        if (!METHODS.contains(request.method())) {
            throw ApiException.methodNotAllowed();
        }
        ObjectNode pod = store.get(ResourceType.PODS, target.namespace(), target.pod());
        String host = pod.path("status").path("podIP").asText();
        if (host.isEmpty()) {
            throw ApiException.badRequest("address not allowed");
        }
        String query = request.query() == null ? "" : "?" + request.query();
        RequestOptions wanted = new RequestOptions()
                .setMethod(request.method())
                .setHeaders(headers(request))
                .setHost(host)
                .setPort(target.port())
                .setURI(target.rest() + query)
                .setTimeout(PATIENCE_MILLIS);
        Future<Buffer> sent = request.body();
        client.request(wanted)
                .compose(call -> sent.compose(call::send))
                .compose(answer -> answer.body().onSuccess(body -> hand(request, target, answer, body)))
                .onFailure(failure -> refuse(request, failure));
    }

    private static MultiMap headers(HttpServerRequest request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        request.headers().forEach(header -> {
            if (!KEPT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                headers.add(header.getKey(), header.getValue());
            }
        });
        return headers;
    }

    private static void hand(HttpServerRequest request, Target target, HttpClientResponse answer, Buffer body) {
        request.response().setStatusCode(answer.statusCode());
        Optional.ofNullable(answer.getHeader("Content-Type"))
                .ifPresent(type -> request.response().putHeader("Content-Type", type));
        Optional.ofNullable(answer.getHeader("Location"))
                .ifPresent(place -> request.response().putHeader("Location", seen(place, target)));
        request.response().end(body);
    }

    /** A redirection inside the pod leads to the pod's place behind the proxy. */
    private static String seen(String location, Target target) {
        String path = location.replaceFirst("^https?://[^/]+", "");
        return path.startsWith("/") ? target.prefix() + path : location;
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        Answer refusal = Answer.refused(ApiException.unreachable(String.valueOf(failure.getMessage())));
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(refusal.status())
                    .putHeader("Content-Type", "application/json")
                    .end(refusal.body().toString());
        }
    }
}
