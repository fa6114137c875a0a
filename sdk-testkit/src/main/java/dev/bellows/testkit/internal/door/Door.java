package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.AccessReviews;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request: knows its sender, finds what it names, and has it answered. */
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String REVIEW_VERSION = "authorization.k8s.io/v1";
    private static final String REVIEWS = "/apis/" + REVIEW_VERSION + "/";

    private final Vertx vertx;
    private final ClusterStore store;
    private final Map<String, String> users;
    private final PodLogs logs;
    private final ApiServer.Options options;
    private final RequestLog log;
    private final Verbs verbs;
    private final PodProxy proxy;

    Door(
            Vertx vertx,
            ClusterStore store,
            Map<String, String> users,
            PodLogs logs,
            ApiServer.Options options,
            RequestLog log) {
        this.vertx = vertx;
        this.store = store;
        this.users = Map.copyOf(users);
        this.logs = logs;
        this.options = options;
        this.log = log;
        this.verbs = new Verbs(store);
        this.proxy = new PodProxy(vertx, store);
    }

    void take(HttpServerRequest request) {
        Optional<String> user = user(request);
        HttpServerResponse response = request.response();
        response.headersEndHandler(head -> note(request, user.orElse(""), response.getStatusCode()));
        response.putHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        options.clock().instant().atOffset(ZoneOffset.UTC)));
        try {
            if (Set.of("/healthz", "/readyz").contains(pathOf(request))) {
                response.putHeader("Content-Type", "text/plain").end("ok");
            } else if (user.isEmpty()) {
                throw ApiException.unauthorized();
            } else {
                route(request, user.get());
            }
        } catch (RuntimeException e) {
            refuse(request, e);
        }
    }

    private void route(HttpServerRequest request, String user) {
        Query query = new Query(request.params());
        Optional<ApiPath> path = ApiPath.parse(pathOf(request));
        Optional<PodProxy.Target> target = PodProxy.target(pathOf(request));
        boolean reads = request.method().name().equals("GET");
        if (target.isPresent()) {
            proxy.answer(request, target.get());
        } else if (reads && path.isPresent() && query.flag("watch")) {
            watch(request, WatchRequest.read(path.get(), query, form(request)), user);
        } else if (reads && path.isPresent() && isLog(path.get())) {
            log(request.response(), path.get(), query);
        } else {
            request.body()
                    .onSuccess(bytes -> answer(request, path, query, bytes.toString()))
                    .onFailure(failure -> LOG.debug("A client went away while it sent its request", failure));
        }
    }

    // Only a malformed request line has none.
    private static String pathOf(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "/");
    }

    private void answer(HttpServerRequest request, Optional<ApiPath> path, Query query, String text) {
        try {
            String type = request.getHeader("Content-Type");
            Body body = Body.of(type == null ? "application/json" : type, text);
            send(request.response(), answerTo(request, path, query, body));
        } catch (RuntimeException e) {
            refuse(request, e);
        }
    }

    private Answer answerTo(HttpServerRequest request, Optional<ApiPath> path, Query query, Body body) {
        String method = request.method().name();
        if (path.isPresent()) {
            return verbs.answer(method, path.get(), query, body, form(request));
        }
        String asked = pathOf(request);
        String plural = asked.substring(asked.lastIndexOf('/') + 1);
        if (method.equals("POST") && isReview(asked, plural) && AccessReviews.take(REVIEW_VERSION, plural)) {
            return Answer.created(AccessReviews.answer(plural, body.object()));
        }
        return Discovery.answer(pathOf(request)).map(Answer::ok).orElseThrow(ApiException::noSuchPath);
    }

    /** Questions are asked of the cluster, or of a namespace. */
    private static boolean isReview(String path, String plural) {
        return path.equals(REVIEWS + plural)
                || (path.startsWith(REVIEWS + "namespaces/") && path.split("/", -1).length == 7);
    }

    private void watch(HttpServerRequest request, WatchRequest watch, String user) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            HttpServerResponse response = request.response();
            WatchStream.start(vertx, store, watch, EventStream.of(response), options.bookmarkInterval());
            response.setWriteQueueMaxSize(EventStream.MAX_WAITING);
            response.setChunked(true)
                    .putHeader("Content-Type", "application/json")
                    .write("");
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> {
                    note(request, user, 101);
                    socket.setWriteQueueMaxSize(EventStream.MAX_WAITING);
                    WatchStream.start(vertx, store, watch, EventStream.of(socket), options.bookmarkInterval());
                })
                .onFailure(failure -> LOG.debug("A WebSocket could not be opened", failure));
    }

    private void log(HttpServerResponse response, ApiPath path, Query query) {
        String pod = Optional.ofNullable(path.name()).orElseThrow(ApiException::noSuchPath);
        String namespace = path.place();
        ObjectNode object = store.get(ResourceType.PODS, namespace, pod);
        LogRequest request = LogRequest.read(object, query);
        if (object.path("spec").path("nodeName").asText().isEmpty()) {
            // There is no kubelet to ask yet, and Kubernetes does not call that a refusal.
            response.end();
            return;
        }
        Path file = logs.logFile(namespace, pod, request.container()).orElseThrow(() -> request.notStarted(object));
        BooleanSupplier finished = () -> logs.finished(namespace, pod, request.container());
        new LogStream(vertx, response, request, request.lines(object), file, finished).start();
    }

    private void refuse(HttpServerRequest request, RuntimeException failure) {
        if (failure instanceof ApiException refusal) {
            send(request.response(), Answer.refused(refusal));
        } else {
            LOG.error("{} {} failed", request.method(), request.uri(), failure);
            send(request.response(), Answer.refused(ApiException.internal(String.valueOf(failure.getMessage()))));
        }
    }

    private static void send(HttpServerResponse response, Answer answer) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status())
                    .putHeader("Content-Type", "application/json")
                    .end(answer.body().toString());
        }
    }

    private void note(HttpServerRequest request, String user, int status) {
        log.add(new Request(options.clock().instant(), user, request.method().name(), request.uri(), status));
    }

    private Optional<String> user(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith("Bearer ")
                ? Optional.ofNullable(
                        users.get(header.substring("Bearer ".length()).strip()))
                : Optional.empty();
    }

    private static boolean isLog(ApiPath path) {
        return path.type().equals(ResourceType.PODS) && "log".equals(path.subresource());
    }

    private static Representation form(HttpServerRequest request) {
        return Representation.of(request.getHeader("Accept"));
    }
}
