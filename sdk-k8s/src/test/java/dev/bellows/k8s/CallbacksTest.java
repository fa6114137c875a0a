package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ScriptedCluster;
import dev.bellows.run.Detached;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbacksTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private SparkRun submit(Executor callbacks) {
        SparkRun run = scene.process(
                        scene.connection(), ConnectOptions.ambient().callbacks(callbacks))
                .submit(Scene.job(), Scene.options());
        scene.pass(1);
        return run;
    }

    private void succeed() {
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(0, "Completed");
        scene.pass(20);
    }

    @Test
    void futures_complete_on_the_callback_executor_only() {
        Deque<Runnable> queue = new ArrayDeque<>();
        SparkRun run = submit(queue::add);
        CompletableFuture<?> submitted = run.submitted();
        CompletableFuture<?> result = run.result();
        CompletableFuture<?> lines = run.logs().follow(line -> {});
        succeed();
        CompletableFuture<?> forgotten = run.forget();
        scene.pass(20);
        assertThat(List.of(submitted, result, lines, forgotten)).noneMatch(CompletableFuture::isDone);
        while (!queue.isEmpty()) {
            queue.remove().run();
            scene.pass(5);
        }

        assertThat(List.of(submitted, result, lines, forgotten)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void an_executor_that_refuses_work_leaves_no_future_open() {
        SparkRun run = submit(task -> {
            throw new RejectedExecutionException("full");
        });
        CompletableFuture<Long> lines = run.logs().follow(line -> {});
        CompletableFuture<?> running = run.driverRunning();
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(events::add);
        succeed();

        assertThat(running).isCompleted();
        assertThat(run.result()).isCompleted();
        assertThat(lines).isCompleted();
        assertThat(events).hasSizeGreaterThan(2);
    }

    @Test
    void a_listener_that_throws_harms_nobody() {
        SparkRun run = submit(Runnable::run);
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(event -> {
            throw new IllegalStateException("mine");
        });
        run.onEvent(events::add);
        succeed();

        assertThat(run.result()).isCompleted();
        assertThat(events.get(events.size() - 1)).isInstanceOf(RunEvent.Ended.class);
    }

    @Test
    void a_listener_may_register_another_one_that_gets_all_events_once() {
        SparkRun run = submit(Runnable::run);
        List<RunEvent> first = new ArrayList<>();
        List<RunEvent> nested = new ArrayList<>();
        run.onEvent(event -> {
            first.add(event);
            if (event instanceof RunEvent.DriverRunning) {
                run.onEvent(nested::add);
            }
        });
        succeed();

        assertThat(run.result()).isCompleted();
        assertThat(nested).isEqualTo(first);
    }

    @Test
    void a_dependent_on_the_thread_of_the_turns_may_ask_for_what_comes_next() {
        SparkRun run = submit(Runnable::run);
        CompletableFuture<?> both = run.driverRunning()
                .thenCompose(driver -> run.executorsRunning(1).thenCombine(run.submitted(), (a, b) -> b));
        scene.kubelet.schedule(Scene.DRIVER);
        // The watch tells of the driver only when it has ended.
        scene.exits(0, "Completed");
        scene.pass(20);

        assertThat(run.result()).isCompleted();
        assertThat(run.result().getNow(null).succeeded()).isTrue();
        assertThat(both).isCompletedExceptionally();
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_dependent_is_called_when_all_that_follows_from_the_same_moment_is_begun() {
        List<String> calls = new ArrayList<>();
        ScriptedCluster connection = scene.connection();
        SparkRun run = scene.process(connection, ConnectOptions.ambient().callbacks(Runnable::run))
                .submit(Scene.job(), Scene.options());
        scene.pass(1);
        run.driverRunning().thenAccept(driver -> calls.addAll(connection.calls()));
        scene.kubelet.schedule(Scene.DRIVER);
        int before = connection.calls().size();
        scene.exits(1, "Error");
        scene.pass(20);

        assertThat(calls.subList(before, calls.size())).containsExactly("logs");
    }

    static Stream<ConnectOptions> ownAndCallersThreads() {
        return Stream.of(ConnectOptions.ambient(), ConnectOptions.ambient().callbacks(Runnable::run));
    }

    @ParameterizedTest
    @MethodSource("ownAndCallersThreads")
    void closing_in_a_dependent_lets_go_of_all_other_runs_at_once(ConnectOptions options) {
        SparkKubernetes spark = scene.process(scene.connection(), options);
        SparkRun run = spark.submit(Scene.job(), Scene.options());
        SparkRun other = spark.submit(Scene.job(), RunOptions.key("k2"));
        List<CompletableFuture<?>> open =
                List.of(other.result(), other.executorsRunning(1), other.logs().follow(line -> {}));
        List<Boolean> complete = new ArrayList<>();
        run.result().thenAccept(result -> {
            spark.close();
            complete.add(other.result().isDone());
        });
        scene.pass(1);
        succeed();

        assertThat(complete).containsExactly(true);
        assertThat(open)
                .allSatisfy(future -> assertThat(
                                future.handle((value, error) -> error).getNow(null))
                        .isInstanceOf(Detached.class));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_future_s_cancellation_cancels_nothing_else() {
        SparkRun run = submit(Runnable::run);
        run.result().cancel(true);
        run.submitted().cancel(true);
        succeed();

        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    @Test
    void a_detached_run_fails_its_futures_and_the_job_goes_on() {
        SparkRun run = scene.running();
        List<CompletableFuture<?>> open =
                List.of(run.result(), run.executorsRunning(1), run.logs().follow(line -> {}), run.forget());
        run.detach();
        scene.pass(1);

        assertThat(open)
                .allSatisfy(future -> assertThat(
                                future.handle((value, error) -> error).getNow(null))
                        .isInstanceOf(Detached.class));
        assertThat(scene.logs.followers(Scene.DRIVER)).isZero();
        scene.pass(60);
        assertThat(scene.cluster.openWatches()).isZero();
    }

    static IntStream moments() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void closing_at_any_moment_completes_every_future(int millis) {
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        List<CompletableFuture<?>> open = new ArrayList<>();
        open.add(run.result());
        open.add(run.driverRunning());
        open.add(run.logs().follow(line -> {}));
        scene.time.advance(java.time.Duration.ofMillis(millis));
        if (millis % 2 == 0) {
            open.add(run.forget());
        }
        scene.spark.close();
        open.add(run.submitted());
        open.add(run.executorsRunning(3));
        open.add(run.cancel());
        open.add(run.forget());
        open.add(run.logs().follow(line -> {}));

        assertThat(open).allMatch(CompletableFuture::isDone);
        assertThat(scene.cluster.isClosed()).isTrue();
        scene.pass(100);
        assertThat(scene.cluster.openWatches()).isZero();
    }

    @Test
    void closing_while_the_cluster_is_silent_completes_every_future() {
        scene.cluster.hang("create configmaps", 10);
        scene.cluster.hang("watch pods", 10);
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(3);
        scene.spark.close();

        assertThat(run.result()).isCompletedExceptionally();
        assertThat(run.submitted()).isCompletedExceptionally();
    }

    @Test
    void a_result_that_was_told_is_not_taken_back_by_closing() {
        Deque<Runnable> queue = new ArrayDeque<>();
        ScriptedOrder order = new ScriptedOrder(queue);
        SparkKubernetes spark =
                scene.process(scene.connection(), ConnectOptions.ambient().callbacks(queue::add));
        SparkRun run = spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        succeed();
        spark.close();
        order.runBackwards();

        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    private record ScriptedOrder(Deque<Runnable> queue) {
        void runBackwards() {
            while (!queue.isEmpty()) {
                queue.removeLast().run();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a namespace", "..", "a/b", "a%2fb", "a?b"})
    void a_namespace_that_no_request_can_hold_fails_the_run(String namespace) {
        SparkKubernetes spark = SparkKubernetes.connect(
                ConnectOptions.ambient().url("http://127.0.0.1:9").namespace(namespace));
        try (spark) {
            SparkRun run = spark.submit(Scene.job(), Scene.options());
            assertThat(run.result())
                    .succeedsWithin(Patience.LIMIT)
                    .satisfies(
                            result -> assertThat(result.failure().orElseThrow().toString())
                                    .contains("namespace: " + namespace + " (expected: "));
        }
    }

    @Test
    void no_problem_of_the_cluster_reaches_the_caller_as_an_exception() {
        scene.cluster.refuse("create configmaps", 1_000, Problems.unauthorized());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(10);

        assertThat(run.result().getNow(null).failure()).isPresent();
    }
}
