package dev.bellows.k8s.internal.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellows.Patience;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port against an HTTP server that answers as told. */
class Fabric8ClusterTest {
    private static final String POD = "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"%s\"}}";
    private static final String TOKEN = "canary-token";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile Consumer<HttpExchange> answer = exchange -> {};
    private HttpServer server;
    private ClusterPort cluster;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            answer.accept(exchange);
        });
        server.start();
        cluster = open(TOKEN);
    }

    private ClusterPort open(String token) {
        return Connection.open(
                        Optional.of("http://127.0.0.1:" + server.getAddress().getPort()),
                        Optional.of(token),
                        Optional.empty(),
                        Optional.empty())
                .cluster();
    }

    @AfterEach
    void stop() {
        release.countDown();
        cluster.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answers(int code, String body) {
        answer = exchange -> write(exchange, code, body, false);
    }

    private void streams(String body, boolean stays) {
        answer = exchange -> write(exchange, 200, body, stays);
    }

    private void write(HttpExchange exchange, int code, String body, boolean stays) {
        try {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(code, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (stays) {
                release.await();
            }
            exchange.close();
        } catch (IOException | InterruptedException e) {
            exchange.close();
        }
    }

    private static ClusterException problem(CompletableFuture<?> future) throws Exception {
        return ClusterException.in(Patience.problem(future));
    }

    @Test
    void an_object_is_read_with_the_token() throws Exception {
        answers(200, POD.formatted("a"));
        assertThat(Patience.value(cluster.get(ObjectKind.PODS, "jobs", "a"))
                        .getMetadata()
                        .getName())
                .isEqualTo("a");
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("GET /api/v1/namespaces/jobs/pods/a Bearer " + TOKEN);
    }

    @Test
    void a_create_is_strict_about_fields() throws Exception {
        answers(201, POD.formatted("a"));
        Patience.value(cluster.create(ObjectKind.PODS, "jobs", new Pod()));
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/namespaces/jobs/pods?fieldValidation=Strict");
    }

    @Test
    void a_delete_says_how() throws Exception {
        answers(200, "{}");
        Patience.value(cluster.delete(ObjectKind.PODS, "jobs", "a", new DeleteMode("u1", OptionalLong.of(3), true)));
        assertThat(requests)
                .singleElement()
                .asString()
                .contains(
                        "DELETE", "\"propagationPolicy\":\"Foreground\"", "\"gracePeriodSeconds\":3", "\"uid\":\"u1\"");
    }

    @Test
    void a_refusal_is_typed() throws Exception {
        answers(404, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"message\":\"pods \\\"a\\\" not found\"}");
        ClusterException problem = problem(cluster.get(ObjectKind.PODS, "jobs", "a"));
        assertThat(problem.isNotFound()).isTrue();
        assertThat(problem).hasMessage("pods \"a\" not found");
    }

    @Test
    void an_answer_that_is_no_json_is_a_problem() throws Exception {
        answers(200, "<html>");
        assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).code()).isZero();
    }

    @Test
    void a_server_that_is_not_there_is_a_problem_that_may_pass() throws Exception {
        server.stop(0);
        assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).isPassing())
                .isTrue();
    }

    /** When to try again is decided above the port, where it is known what the call would do twice. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_call_that_may_succeed_later_is_sent_once_and_tells_how_long_to_wait(int code) throws Exception {
        answers(code, "");
        ClusterException problem = problem(cluster.create(ObjectKind.PODS, "jobs", new Pod()));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.isPassing()).isTrue();
        assertThat(problem.retryAfter()).contains(Duration.ofSeconds(7));
        ClusterPort.Stream watch = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
        assertThat(problem(watch.ended()).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_call_whose_connection_breaks_is_sent_once() throws Exception {
        answer = HttpExchange::close;
        ClusterException problem = problem(cluster.create(ObjectKind.PODS, "jobs", new Pod()));
        assertThat(problem.code()).isZero();
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_token_with_a_line_break_is_never_told() throws Exception {
        answers(200, POD.formatted("a"));
        try (ClusterPort broken = open("canary-token\nwith-a-break")) {
            CompletableFuture<Pod> got;
            try {
                got = broken.get(ObjectKind.PODS, "jobs", "a");
            } catch (RuntimeException e) {
                got = CompletableFuture.failedFuture(e);
            }
            for (Throwable cause = Patience.problem(got); cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("canary-token");
            }
        }
    }

    @Test
    void a_watch_tells_its_events_and_passes_over_those_it_does_not_know() throws Exception {
        streams(
                "{\"type\":\"ADDED\",\"object\":" + POD.formatted("a") + "}\n"
                        + "{\"type\":\"NOVEL\",\"object\":" + POD.formatted("b") + "}\n"
                        + "{\"type\":\"DELETED\",\"object\":" + POD.formatted("a") + "}\n",
                false);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        ClusterPort.Stream stream = cluster.watch(
                ObjectKind.PODS,
                "jobs",
                "a=b",
                "7",
                event -> told.add(event.type() + event.object().getMetadata().getName()));
        Patience.value(stream.ended());
        assertThat(stream.opened()).isCompleted();
        assertThat(told).containsExactly(WatchEvent.Type.ADDED + "a", WatchEvent.Type.DELETED + "a");
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("watch=true", "allowWatchBookmarks=true", "labelSelector=a%3Db", "resourceVersion=7");
    }

    @Test
    void an_error_line_ends_the_watch_although_the_server_stays() throws Exception {
        streams(
                "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"old\"}}\n",
                true);
        ClusterPort.Stream stream = cluster.watch(ObjectKind.PODS, "jobs", "a=b", "7", event -> {});
        assertThat(problem(stream.ended()).code()).isEqualTo(410);
    }

    @Test
    void a_line_that_is_no_json_ends_the_watch() throws Exception {
        streams("{\"type\":\"ADDED\",\"obj\n", true);
        ClusterPort.Stream stream = cluster.watch(ObjectKind.PODS, "jobs", "a=b", "7", event -> {});
        assertThat(problem(stream.ended()).code()).isZero();
    }

    @Test
    void a_watch_that_is_refused_never_opens() throws Exception {
        answers(403, "{\"kind\":\"Status\",\"reason\":\"Forbidden\",\"message\":\"no\"}");
        ClusterPort.Stream stream = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
        assertThat(problem(stream.opened()).code()).isEqualTo(403);
        assertThat(problem(stream.ended())).hasMessage("no");
    }

    @Test
    void a_log_tells_its_lines_and_a_cancelled_one_ends() throws Exception {
        streams("one\ntwo ä\n", true);
        CountDownLatch two = new CountDownLatch(2);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        ClusterPort.Stream stream = cluster.logs("jobs", "a", new ClusterPort.LogQuery("c", true, 0), line -> {
            told.add(line);
            two.countDown();
        });
        Patience.open(two);
        stream.cancel();
        Patience.value(stream.ended());
        assertThat(told).containsExactly("one", "two ä");
        assertThat(requests).singleElement().asString().contains("/pods/a/log?container=c&follow=true");
    }

    @Test
    void metadata_alone_is_asked_for_as_such() throws Exception {
        answers(200, """
                {"kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "9"},
                 "items": [{"metadata": {"name": "r", "annotations": {"a": "b"}}}]}""");
        ClusterPort.Listing<?> listing = Patience.value(cluster.list(ObjectKind.CONFIG_MAP_METADATA, "jobs", "a=b"));
        assertThat(listing.resourceVersion()).isEqualTo("9");
        assertThat(listing.items()).hasSize(1);
    }

    @Test
    void a_long_list_is_read_page_by_page() throws Exception {
        answer = exchange -> {
            boolean first = !exchange.getRequestURI().toString().contains("continue=more");
            String metadata = "{\"resourceVersion\":\"9\"" + (first ? ",\"continue\":\"more\"}" : "}");
            String items = "[" + POD.formatted(first ? "a" : "b") + "]";
            write(exchange, 200, "{\"metadata\":" + metadata + ",\"items\":" + items + "}", false);
        };
        ClusterPort.Listing<Pod> listing = Patience.value(cluster.list(ObjectKind.PODS, "jobs", "a=b"));
        assertThat(listing.items())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("a", "b");
        assertThat(listing.resourceVersion()).isEqualTo("9");
        assertThat(requests).hasSize(2).allMatch(request -> request.contains("limit=1000"));
    }

    @Test
    void an_event_may_name_its_type_last() throws Exception {
        streams("{\"object\":" + POD.formatted("a") + ",\"more\":{\"a\":1},\"type\":\"ADDED\"}\n", false);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        ClusterPort.Stream stream = cluster.watch(
                ObjectKind.PODS,
                "jobs",
                "a=b",
                "7",
                event -> told.add(event.type() + event.object().getMetadata().getName()));
        Patience.value(stream.ended());
        assertThat(told).containsExactly("ADDEDa");
    }
}
