package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ScriptedCluster;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoProcessesTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private final ScriptedCluster second = scene.connection();

    private SparkKubernetes other() {
        return scene.process(second, ConnectOptions.ambient());
    }

    static IntStream closings() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("closings")
    void a_run_whose_process_ends_at_any_moment_is_adopted_by_the_next(int millis) {
        scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.time.advance(Duration.ofMillis(millis));
        scene.spark.close();
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(5);

        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(0, "Completed");
        scene.pass(20);
        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName());
    }

    @Test
    void an_adopted_run_tells_what_there_is() {
        scene.running();
        String executor = scene.kubelet.executor(Scene.DRIVER, 1);
        scene.kubelet.schedule(executor);
        scene.kubelet.run(executor);
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        List<String> events = new ArrayList<>();
        run.onEvent(event -> events.add(event.toString()));
        scene.pass(5);

        assertThat(events)
                .containsExactly(
                        "submitted before: adopted",
                        "driver running on node-1",
                        "executor 1 pending",
                        "executor 1 running on node-1");
    }

    @Test
    void a_watch_that_was_open_before_does_not_hide_what_an_adopted_run_is() {
        SparkKubernetes other = other();
        other.submit(Scene.job(), RunOptions.key("another"));
        scene.running();
        scene.pass(5);
        second.refuse("list pods", 1000, Problems.unavailable());
        SparkRun run = other.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(60);
        assertThat(run.driverRunning()).isNotDone();
        second.heal();
        scene.pass(120);

        assertThat(run.driverRunning()).isCompleted();
    }

    @Test
    void both_processes_hear_the_same_end() {
        SparkRun first = scene.running();
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(5);
        scene.logs.say(Scene.DRIVER, "Error: no");
        scene.exits(1, "Error");
        scene.pass(30);

        assertThat(run.result().getNow(null).failure())
                .isEqualTo(first.result().getNow(null).failure());
    }

    @Test
    void a_run_that_has_ended_is_answered_with_its_recorded_result() {
        SparkRun first = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(3, "Error");
        scene.pass(30);
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(5);

        assertThat(run.result().getNow(null)).isEqualTo(first.result().getNow(null));
        assertThat(run.submitted()).isCompleted();
        assertThat(second.calls()).doesNotContain("create pods");
    }

    @Test
    void a_driver_that_was_seen_and_is_gone_is_never_created_again() {
        scene.running();
        scene.spark.close();
        scene.exits(1, "Error");
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(30);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.LOST);
        assertThat(second.calls()).doesNotContain("create pods");
    }

    @Test
    void a_cancellation_in_one_process_is_one_in_the_other() {
        SparkRun first = scene.running();
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(5);
        run.cancel();
        scene.pass(30);

        assertThat(first.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void a_cancellation_whose_process_ended_half_way_is_finished_by_another() {
        SparkRun first = scene.running();
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(5);
        scene.cluster.hang("delete pods", 1000);
        first.cancel();
        scene.pass(1);
        scene.spark.close();
        scene.pass(60);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.driverExists()).isFalse();
    }

    @Test
    void a_run_that_was_cancelled_before_it_was_adopted_was_cancelled() {
        SparkKubernetes other = other();
        other.submit(Scene.job(), RunOptions.key("another"));
        SparkRun first = scene.running();
        scene.cluster.hang("delete pods", 1000);
        first.cancel();
        scene.pass(1);
        scene.spark.close();
        SparkRun run = other.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(60);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void a_process_without_the_right_to_watch_does_not_end_a_run_that_it_adopted() {
        SparkRun first = scene.submitted();
        second.refuse("watch pods", 1000, Problems.forbidden());
        second.refuse("list pods", 1000, Problems.forbidden());
        SparkRun run = other().submit(Scene.job(), Scene.options());
        scene.pass(30);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.FORBIDDEN);
        assertThat(scene.world.names()).hasSize(3);
        assertThat(first.result()).isNotDone();
    }

    @Test
    void the_same_run_submitted_twice_in_one_process_is_one_run_with_two_holders() {
        SparkRun first = scene.submitted();
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        assertThat(first.driverRunning()).isCompleted();
        assertThat(run.driverRunning()).isCompleted();
        run.detach();
        scene.exits(0, "Completed");
        scene.pass(20);

        assertThat(first.result().getNow(null).succeeded()).isTrue();
        assertThat(run.result()).isCompletedExceptionally();
    }

    @Test
    void a_paused_process_writes_nothing_into_the_record_of_another_run_of_that_name() {
        SparkRun first = scene.running();
        scene.cluster.silence();
        scene.world.delete("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), DeleteMode.BACKGROUND);
        scene.pass(10);
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(5);
        first.cancel();
        scene.pass(200);

        ConfigMap record = scene.world
                .find("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), ConfigMap.class)
                .orElseThrow();
        assertThat(record.getMetadata().getAnnotations()).doesNotContainKey("bellows.dev/outcome");
        assertThat(record.getMetadata().getAnnotations()).doesNotContainKey("bellows.dev/cancelled");
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(first.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void a_new_run_is_not_ended_by_the_outcome_of_the_one_before_it() {
        SparkRun first = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(1, "Error");
        scene.pass(30);
        assertThat(first.result()).isCompleted();
        CompletableFuture<Void> forgotten = first.forget();
        scene.time.advance(Duration.ofMillis(2));
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(30);

        assertThat(forgotten).isCompleted();
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(scene.driverExists()).isTrue();
    }

    @Test
    void a_failed_driver_stays_although_another_process_was_faster_to_judge() {
        scene.cluster.silence();
        SparkRun first = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        SparkRun run = other().submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(1, "Error");
        scene.pass(120);

        assertThat(first.result()).isCompleted();
        assertThat(run.result()).isCompleted();
        assertThat(scene.driverExists()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void two_processes_that_submit_at_once_make_one_driver(int gap) {
        SparkRun first = scene.spark.submit(Scene.job(), Scene.options());
        scene.time.advance(Duration.ofMillis(gap));
        SparkRun run = other().submit(Scene.job(), Scene.options());
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(events::add);
        scene.pass(5);

        assertThat(first.submitted()).isCompleted();
        assertThat(run.submitted()).isCompleted();
        assertThat(scene.world.names()).hasSize(3);
        assertThat(events.get(0).toString()).isEqualTo("submitted before: adopted");
    }
}
