package dev.bellows.k8s.internal.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.ScriptedCluster;
import dev.bellows.k8s.scripted.ScriptedLogs;
import dev.bellows.k8s.scripted.ScriptedWorld;
import dev.bellows.k8s.scripted.VirtualTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitClusterTest {
    private static final int EVER = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedWorld world = new ScriptedWorld(time);
    private final ScriptedCluster server = new ScriptedCluster(time, world, new ScriptedLogs());
    private final CircuitCluster cluster = new CircuitCluster(server, time);
    private int back;

    CircuitClusterTest() {
        cluster.whenBack(() -> back++);
    }

    @AfterEach
    void no_task_failed() {
        assertThat(time.failures()).isEmpty();
    }

    private CompletableFuture<Pod> read() {
        return cluster.get(ObjectKind.PODS, "jobs", "a");
    }

    private CompletableFuture<Service> write() {
        return cluster.create(
                ObjectKind.SERVICES,
                "jobs",
                new ServiceBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .endMetadata()
                        .build());
    }

    private ClusterPort.Stream watch() {
        return cluster.watch(ObjectKind.PODS, "jobs", "app=x", null, event -> {});
    }

    private void refuseAll(ClusterException problem) {
        for (String call : List.of("get pods", "get configmaps", "create services", "watch pods")) {
            server.refuse(call, EVER, problem);
        }
    }

    private void pass(Duration duration) {
        time.advance(duration);
    }

    /** So many requests in a row that the others wait. */
    private void fails() {
        server.refuse("get pods", 3, Problems.reset());
        for (int i = 0; i < 3; i++) {
            read();
            pass(Duration.ofMillis(2));
        }
    }

    /** Something is asked for all the time; how many requests are sent in each second. */
    private List<Integer> requestsEachSecond(int seconds, Runnable asks) {
        List<Integer> sent = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            int before = server.calls().size();
            for (int i = 0; i < 100; i++) {
                asks.run();
                pass(Duration.ofMillis(10));
            }
            sent.add(server.calls().size() - before);
        }
        return sent;
    }

    private static ClusterException problem(CompletableFuture<?> failed) {
        return ClusterException.in(failed.handle((value, error) -> error).getNow(null));
    }

    private static ClusterException asksToWait(int code, int seconds) {
        return new ClusterException(code, "", "busy", List.of(), Optional.of(Duration.ofSeconds(seconds)));
    }

    @Test
    void while_all_is_well_every_request_is_sent_at_once() {
        assertThat(requestsEachSecond(5, this::read)).containsOnly(100);
        assertThat(cluster.waits()).isEmpty();
    }

    @Test
    void an_api_server_that_does_not_answer_gets_few_requests_and_then_a_question_from_time_to_time() {
        refuseAll(Problems.reset());
        List<Integer> sent = requestsEachSecond(60, this::read);

        assertThat(sent).allMatch(count -> count <= 5);
        assertThat(sent.subList(10, 60).stream().mapToInt(count -> count).sum()).isBetween(8, 30);
        assertThat(server.calls()).endsWith("get configmaps");
        assertThat(cluster.waits().orElseThrow().what()).isEqualTo("an answer of the API server");
    }

    @Test
    void what_is_not_sent_has_no_answer_and_says_why_and_since_when() {
        refuseAll(Problems.reset());
        requestsEachSecond(30, this::read);
        CompletableFuture<Pod> refused = read();

        assertThat(problem(refused).isPassing()).isTrue();
        assertThat(problem(refused)).hasMessage("connection reset, since 2026-01-01T00:00:00Z");
    }

    @Test
    void an_api_server_that_is_back_is_found_within_seconds() {
        refuseAll(Problems.reset());
        requestsEachSecond(3600, this::read);
        server.heal();
        pass(Duration.ofSeconds(7));

        assertThat(back).isOne();
        assertThat(cluster.waits()).isEmpty();
        CompletableFuture<Pod> answered = read();
        pass(Duration.ofMillis(20));
        assertThat(problem(answered).isNotFound()).isTrue();
    }

    /** The breaker counts failures among all requests, and looks at the count after an answer, too. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 9})
    void an_answer_after_many_failures_opens_nothing(int failures) {
        server.refuse("get pods", failures, Problems.reset());
        for (int i = 0; i < failures; i++) {
            read();
            pass(Duration.ofMillis(400));
        }
        read();
        pass(Duration.ofMinutes(1));
        CompletableFuture<Pod> answered = read();
        pass(Duration.ofSeconds(1));

        assertThat(problem(answered).isNotFound()).isTrue();
        assertThat(cluster.waits()).isEmpty();
    }

    @Test
    void a_question_that_is_not_answered_is_asked_again() {
        refuseAll(Problems.reset());
        requestsEachSecond(30, this::read);
        server.heal();
        server.hang("get configmaps", 1);
        pass(Duration.ofSeconds(24));

        assertThat(back).isOne();
    }

    @Test
    void a_question_that_cannot_be_asked_is_not_the_last_one() {
        AtomicInteger questions = new AtomicInteger();
        ClusterPort broken = (ClusterPort) Proxy.newProxyInstance(
                ClusterPort.class.getClassLoader(), new Class<?>[] {ClusterPort.class}, (proxy, method, arguments) -> {
                    if (arguments[0].equals(ObjectKind.CONFIG_MAP_METADATA) && questions.incrementAndGet() == 1) {
                        throw new IllegalArgumentException("no such address");
                    }
                    return questions.get() == 0
                            ? CompletableFuture.failedFuture(Problems.reset())
                            : CompletableFuture.completedFuture(new Pod());
                });
        CircuitCluster over = new CircuitCluster(broken, time);
        for (int i = 0; i < 10; i++) {
            over.get(ObjectKind.PODS, "jobs", "a");
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofSeconds(10));

        assertThat(over.waits()).isEmpty();
        assertThat(over.get(ObjectKind.PODS, "jobs", "a")).isCompleted();
    }

    @Test
    void what_has_waited_does_not_come_back_all_at_once() {
        refuseAll(Problems.reset());
        requestsEachSecond(60, this::read);
        server.heal();
        pass(Duration.ofSeconds(7));
        int before = server.calls().size();
        for (int i = 0; i < 900; i++) {
            read();
        }
        for (int second = 1; second <= 6; second++) {
            pass(Duration.ofSeconds(1));
            assertThat(server.calls().size() - before).isBetween(second * 149, second * 151);
        }
    }

    @Test
    void so_many_may_wait_and_no_more() {
        fails();
        List<CompletableFuture<Pod>> waiting = new ArrayList<>();
        for (int i = 0; i < Circuit.MOST_HELD; i++) {
            waiting.add(read());
        }
        CompletableFuture<Pod> another = read();

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(problem(another)).hasMessage("not sent: 1000 requests wait for the API server");
        waiting.get(7).cancel(true);
        assertThat(read()).isNotDone();
    }

    @Test
    void a_watch_is_sent_before_calls_that_came_earlier() {
        fails();
        read();
        read();
        watch();
        pass(Duration.ofSeconds(1));

        assertThat(server.calls()).startsWith("get pods", "get pods", "get pods", "watch pods", "get pods");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 422})
    void what_is_refused_for_a_reason_is_answered(int code) {
        refuseAll(new ClusterException(code, "", "no", List.of(), Optional.empty()));

        assertThat(requestsEachSecond(5, this::read)).containsOnly(100);
        assertThat(requestsEachSecond(5, this::write)).containsOnly(100);
        assertThat(cluster.waits()).isEmpty();
    }

    @Test
    void a_webhook_that_fails_for_some_writes_keeps_no_request_from_being_sent() {
        server.refuse(
                "create services", EVER, new ClusterException(500, "InternalError", "", List.of(), Optional.empty()));

        assertThat(requestsEachSecond(5, this::write)).containsOnly(100);
        assertThat(requestsEachSecond(5, this::read)).containsOnly(100);
    }

    @Test
    void a_pod_that_does_not_answer_says_nothing_of_the_api_server() {
        assertThat(requestsEachSecond(5, () -> cluster.proxy("jobs", "a", 4040, PodRequest.get("/"))))
                .containsOnly(100);
        assertThat(cluster.waits()).isEmpty();
    }

    @Test
    void an_api_server_that_fails_to_read_is_left_alone() {
        refuseAll(new ClusterException(500, "InternalError", "etcd", List.of(), Optional.empty()));

        assertThat(requestsEachSecond(60, this::read)).allMatch(count -> count <= 5);
        assertThat(cluster.waits().orElseThrow().what()).isEqualTo("the API server, which answers 500");
    }

    @Test
    void a_pause_that_is_asked_for_is_kept_and_not_exceeded() {
        refuseAll(asksToWait(503, 3));
        List<Integer> sent = requestsEachSecond(120, this::read);

        assertThat(sent).allMatch(count -> count <= 5);
        assertThat(sent.subList(30, 120).stream().mapToInt(count -> count).sum())
                .isBetween(28, 31);
        assertThat(cluster.waits().orElseThrow().what())
                .isEqualTo("the API server, which answers 503 and asks to wait");
        server.heal();
        pass(Duration.ofMillis(3_010));
        assertThat(back).isOne();
    }

    @Test
    void an_hour_that_is_asked_for_is_not_waited_for() {
        refuseAll(asksToWait(429, 3_600));
        requestsEachSecond(30, this::read);
        server.heal();
        pass(Duration.ofMillis(10_010));

        assertThat(back).isOne();
    }

    @Test
    void one_refusal_in_ten_slows_nothing() {
        int answered = 0;
        for (int i = 0; i < 1_000; i++) {
            if (i % 10 == 0) {
                server.refuse("get pods", 1, asksToWait(429, 5));
            }
            CompletableFuture<Pod> call = read();
            pass(Duration.ofMillis(2));
            answered += call.isDone() ? 1 : 0;
        }
        assertThat(answered).isEqualTo(1_000);
        assertThat(back).isZero();
    }

    @Test
    void a_call_that_its_sender_gives_up_shows_that_there_is_no_answer() {
        server.hang("get pods", EVER);
        server.hang("get configmaps", EVER);
        for (int i = 0; i < 20; i++) {
            read().completeExceptionally(ClusterException.noAnswer("no answer within 10 s"));
            pass(Duration.ofMillis(300));
        }

        assertThat(problem(read())).hasMessageStartingWith("no answer within 10 s, since ");
    }

    /** What it costs on the way is given back. */
    @Test
    void a_call_that_its_sender_gives_up_is_given_up() {
        server.hang("get pods", EVER);
        CompletableFuture<Pod> call = read();
        pass(Duration.ofMillis(300));
        call.completeExceptionally(ClusterException.noAnswer("no answer within 10 s"));
        read().cancel(true);

        assertThat(server.givenUp()).containsExactly("get pods", "get pods");
    }

    @Test
    void a_watch_that_is_given_up_after_a_while_shows_it_too() {
        server.hang("watch pods", EVER);
        server.hang("get configmaps", EVER);
        for (int i = 0; i < 20; i++) {
            ClusterPort.Stream watch = watch();
            pass(Duration.ofSeconds(10));
            watch.cancel();
        }

        assertThat(watch().opened()).isCompletedExceptionally();
    }

    @Test
    void a_watch_that_is_ended_at_once_shows_nothing() {
        for (int i = 0; i < 100; i++) {
            watch().cancel();
        }
        pass(Duration.ofSeconds(1));

        assertThat(cluster.waits()).isEmpty();
    }

    @Test
    void watches_that_break_together_show_it_at_once() {
        for (int i = 0; i < 20; i++) {
            watch();
        }
        pass(Duration.ofMillis(10));
        server.breakWatches(Problems.reset());

        assertThat(read()).isCompletedExceptionally();
        assertThat(cluster.waits()).isPresent();
    }

    @Test
    void nothing_that_waits_is_sent_once_the_connection_is_closed() {
        fails();
        CompletableFuture<Pod> waiting = read();
        ClusterPort.Stream stream = watch();
        cluster.close();
        int calls = server.calls().size();
        pass(Duration.ofMinutes(1));

        assertThat(waiting).isCompletedExceptionally();
        assertThat(stream.ended()).isCompletedExceptionally();
        assertThat(read()).isCompletedExceptionally();
        assertThat(server.calls()).hasSize(calls);
    }

    /** One that is not would go past the circuit, or be made of others that are not as good. */
    @Test
    void every_request_of_the_port_goes_through_the_circuit() {
        assertThat(ClusterPort.class.getMethods())
                .allSatisfy(method -> assertThat(declares(method)).isTrue());
    }

    private static boolean declares(Method method) {
        return Arrays.stream(CircuitCluster.class.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
