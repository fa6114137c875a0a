package dev.bellows.k8s.internal.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.k8s.scripted.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, or does not send, costs neither memory nor connections without end. */
class EndlessAnswersTest {
    /** More than anything that is read, with all that waits in sockets. */
    private static final long FAR_TOO_MUCH = 256L * 1024 * 1024;

    private static final Requests.Times SHORT = new Requests.Times(Duration.ofMillis(300), Duration.ofMillis(300));

    private final AtomicLong sent = new AtomicLong();

    private static ClusterPort open(LoopbackServer server) {
        return Connection.open(Optional.of(server.url()), Optional.of("token"), Optional.empty(), Optional.empty())
                .cluster();
    }

    private static ClusterException problem(CompletableFuture<?> future) throws Exception {
        return ClusterException.in(Patience.problem(future));
    }

    /** Sends so much that nothing can hold it, until the client closes the connection. */
    private void flood(OutputStream out, String head) throws IOException {
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) 'x');
        LoopbackServer.write(out, head);
        for (long all = 0; all < FAR_TOO_MUCH; all += block.length) {
            out.write(block);
            sent.addAndGet(block.length);
        }
    }

    private static void closed(LoopbackServer server) {
        Patience.until("the connection is closed", () -> server.open() == 0);
    }

    @Test
    void a_body_is_not_read_beyond_its_limit() throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> flood(out, LoopbackServer.head(200)));
                ClusterPort cluster = open(server)) {
            assertThat(problem(cluster.proxy("jobs", "driver", 4040, PodRequest.get("/api/v1/applications")))
                            .isPassing())
                    .isFalse();
            closed(server);
            assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).isTooLong())
                    .isTrue();
            closed(server);
        }
        assertThat(sent).hasValueLessThan(FAR_TOO_MUCH);
    }

    @Test
    void a_refusal_is_one_however_long_its_page() throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> flood(out, LoopbackServer.head(503)));
                ClusterPort cluster = open(server)) {
            assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).code())
                    .isEqualTo(503);
            ClusterPort.Stream watch = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
            assertThat(problem(watch.ended()).code()).isEqualTo(503);
            closed(server);
        }
        assertThat(sent).hasValueLessThan(FAR_TOO_MUCH);
    }

    @Test
    void an_endless_line_of_a_log_comes_in_pieces() throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> flood(out, LoopbackServer.head(200)));
                ClusterPort cluster = open(server)) {
            CountDownLatch three = new CountDownLatch(3);
            List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
            ClusterPort.Stream log = cluster.logs("jobs", "a", new LogQuery("c", true, 0), line -> {
                lengths.add(line.length());
                three.countDown();
            });
            Patience.open(three);
            log.cancel();
            closed(server);
            assertThat(lengths).allMatch(length -> length == Requests.LOG_LINE);
        }
    }

    @Test
    void an_endless_line_of_a_watch_ends_it() throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> flood(out, LoopbackServer.head(200)));
                ClusterPort cluster = open(server)) {
            ClusterPort.Stream watch = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
            assertThat(problem(watch.ended()).code()).isZero();
            closed(server);
        }
        assertThat(sent).hasValueLessThan(FAR_TOO_MUCH);
    }

    @Test
    void a_listener_that_fails_in_whatever_way_ends_its_stream() throws Exception {
        try (LoopbackServer server = new LoopbackServer(
                        (request, out) -> LoopbackServer.write(out, LoopbackServer.head(200) + "one\n"));
                ClusterPort cluster = open(server)) {
            ClusterPort.Stream log = cluster.logs("jobs", "a", new LogQuery("c", true, 0), line -> {
                throw new StackOverflowError();
            });
            assertThat(problem(log.ended()).code()).isZero();
            closed(server);
        }
    }

    @Test
    void a_call_that_is_given_up_while_its_answer_comes_gives_its_connection_back() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        try (LoopbackServer server = new LoopbackServer((request, out) -> {
                    LoopbackServer.write(out, LoopbackServer.head(200) + "{\"kind\":");
                    begun.countDown();
                });
                ClusterPort cluster = open(server)) {
            List<CompletableFuture<?>> calls = List.of(
                    cluster.get(ObjectKind.PODS, "jobs", "a"), cluster.proxy("jobs", "a", 4040, PodRequest.get("/")));
            Patience.open(begun);
            calls.forEach(call -> call.cancel(true));
            closed(server);
        }
    }

    @Test
    void a_server_that_never_answers_holds_no_connection_for_longer_than_the_limit() throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> {});
                ClusterPort cluster = Connection.open(
                                Optional.of(server.url()), Optional.empty(), Optional.empty(), Optional.empty(), SHORT)
                        .cluster()) {
            for (int i = 0; i < 5; i++) {
                assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a"))).hasMessageContaining("no answer");
            }
            ClusterPort.Stream watch = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
            assertThat(problem(watch.ended()).isPassing()).isTrue();
            ClusterPort.Stream log = cluster.logs("jobs", "a", new LogQuery("c", true, 0), line -> {});
            assertThat(problem(log.ended()).isPassing()).isTrue();
            ClusterPort.Stream cancelled = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
            cancelled.cancel();
            Patience.value(cancelled.ended());
            closed(server);
        }
    }

    /** What has begun may go on in silence: a watch tells nothing as long as nothing happens. */
    @Test
    void a_stream_that_has_begun_may_be_silent_for_longer_than_the_limit() throws Exception {
        CountDownLatch silence = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer((request, out) -> {
                    if (request.contains("/log")) {
                        LoopbackServer.write(out, LoopbackServer.head(200));
                        try {
                            Patience.open(silence);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        LoopbackServer.write(out, "late\n");
                    }
                });
                ClusterPort cluster = Connection.open(
                                Optional.of(server.url()), Optional.empty(), Optional.empty(), Optional.empty(), SHORT)
                        .cluster()) {
            CompletableFuture<String> late = new CompletableFuture<>();
            ClusterPort.Stream log = cluster.logs("jobs", "a", new LogQuery("c", true, 0), late::complete);
            Patience.value(log.opened());
            // A call that is asked later has used up the same limit by now.
            assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).code())
                    .isZero();
            silence.countDown();
            assertThat(Patience.value(late)).isEqualTo("late");
            log.cancel();
        }
    }

    @Test
    void a_pod_does_not_tell_the_api_servers_time() throws Exception {
        String date = "Date: Fri, 20 Nov 2026 04:12:09 GMT";
        try (LoopbackServer server = new LoopbackServer(
                        (request, out) -> LoopbackServer.write(out, LoopbackServer.whole(200, "{}", date)));
                ClusterPort cluster = open(server)) {
            Patience.value(cluster.proxy("jobs", "a", 4040, PodRequest.get("/")));
            assertThat(cluster.serverTime()).isEmpty();
            Patience.value(cluster.get(ObjectKind.PODS, "jobs", "a"));
            assertThat(cluster.serverTime()).isPresent();
        }
    }

    /** A stream that has ended has given its connection back, to be used by the next call. */
    @Test
    void a_stream_that_is_cancelled_after_its_end_disturbs_no_other_call() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer((request, out) -> {
                    if (request.contains("/log")) {
                        LoopbackServer.write(out, LoopbackServer.whole(200, "one\n"));
                    } else {
                        asked.countDown();
                        try {
                            Patience.open(cancelled);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        LoopbackServer.write(out, LoopbackServer.whole(200, "{}"));
                    }
                });
                ClusterPort cluster = open(server)) {
            ClusterPort.Stream log = cluster.logs("jobs", "a", new LogQuery("c", false, 0), line -> {});
            Patience.value(log.ended());
            CompletableFuture<?> call = cluster.get(ObjectKind.PODS, "jobs", "a");
            Patience.open(asked);
            log.cancel();
            cancelled.countDown();
            Patience.value(call);
        }
    }
}
