package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunFailed;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLifeTest {
    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_job_is_submitted_runs_succeeds_and_leaves_its_record() {
        SparkRun run = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        List<String> events = new ArrayList<>();
        run.onEvent(event -> events.add(event.toString()));
        CompletableFuture<?> submitted = run.submitted();
        CompletableFuture<?> driverRunning = run.driverRunning();
        CompletableFuture<?> twoExecutors = run.executorsRunning(2);
        assertThat(run.state().status()).isEqualTo(RunStatus.QUEUED);
        scene.pass(1);
        assertThat(submitted).isCompleted();
        assertThat(run.state().phase()).isEqualTo(AttemptPhase.PENDING);

        scene.kubelet.unschedulable(Scene.DRIVER);
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.pass(1);
        assertThat(driverRunning).isNotDone();
        scene.kubelet.run(Scene.DRIVER);
        assertThat(driverRunning).isCompleted();
        String first = scene.kubelet.executor(Scene.DRIVER, 1);
        String second = scene.kubelet.executor(Scene.DRIVER, 2);
        scene.kubelet.schedule(first);
        scene.kubelet.run(first);
        assertThat(twoExecutors).isNotDone();
        scene.kubelet.schedule(second);
        scene.kubelet.run(second);
        assertThat(twoExecutors).isCompleted();
        assertThat(run.state().executorsRunning()).isEqualTo(2);
        scene.exits(0, "Completed");
        scene.pass(5);

        RunResult result = run.result().getNow(null);
        assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(result.timings().submitting()).isPositive();
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName());
        assertThat(events)
                .containsExactly(
                        "submitted",
                        "driver pending",
                        "driver pending (Unschedulable)",
                        "driver pending (ContainerCreating)",
                        "driver running on node-1",
                        "executor 1 pending",
                        "executor 2 pending",
                        "executor 1 running on node-1",
                        "executor 2 running on node-1",
                        "ended: SUCCEEDED");
    }

    @Test
    void a_submission_takes_three_requests_and_two_round_trips() {
        scene.spark.submit(Scene.job(), Scene.options());
        scene.time.advance(Duration.ofMillis(2));

        assertThat(scene.cluster.calls())
                .startsWith("watch pods", "watch configmaps", "create configmaps", "create services", "create pods");
        assertThat(scene.cluster.calls())
                .filteredOn(call -> call.startsWith("create"))
                .hasSize(3);
        assertThat(scene.world.names()).hasSize(3);
    }

    @Test
    void nothing_is_asked_while_a_job_sleeps() {
        scene.running();
        int before = scene.cluster.calls().size();
        scene.pass(60);

        assertThat(scene.cluster.calls()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({
        "1, Error, APPLICATION_ERROR",
        "101, Error, MAIN_CLASS_NOT_FOUND",
        "11, Error, TOO_MANY_EXECUTOR_FAILURES",
        "52, Error, DRIVER_OOM",
        "137, OOMKilled, DRIVER_OOM",
        "143, Error, DRIVER_KILLED"
    })
    void a_driver_that_fails_is_a_result_with_evidence(int code, String reason, FailureKind kind) {
        SparkRun run = scene.running();
        scene.logs.say(Scene.DRIVER, "the last line");
        scene.exits(code, reason);
        scene.pass(20);

        RunResult result = run.result().getNow(null);
        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.failure().orElseThrow().kind()).isEqualTo(kind);
        assertThat(result.failure().orElseThrow().exitCode()).hasValue(code);
        assertThat(result.failure().orElseThrow().lastLines()).containsExactly("the last line");
    }

    @Test
    void a_failed_driver_stays_for_its_time_and_the_record_for_its_own() {
        SparkRun run = scene.spark.submit(
                Scene.job(), RunOptions.key("k1").retention(new Retention(Duration.ofHours(1), Duration.ofHours(3))));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(1, "Error");
        scene.pass(60);
        assertThat(run.result()).isCompleted();
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName(), "pods/" + Scene.DRIVER);
        scene.time.advance(Duration.ofHours(2));
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName());
        scene.time.advance(Duration.ofHours(2));
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_driver_that_can_never_start_fails_and_its_pod_goes() {
        SparkRun run = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.waiting(Scene.DRIVER, "ImagePullBackOff", "manifest unknown");
        scene.pass(90);

        RunResult result = run.result().getNow(null);
        assertThat(result.failure().orElseThrow().kind()).isEqualTo(FailureKind.IMAGE);
        assertThat(scene.driverExists()).isFalse();
    }

    @Test
    void a_registry_that_restarts_is_waited_for() {
        SparkRun run = scene.submitted();
        scene.kubelet.schedule(Scene.DRIVER);
        for (int minute = 0; minute < 5; minute++) {
            scene.kubelet.waiting(Scene.DRIVER, "ErrImagePull", "unexpected status: 503 Service Unavailable");
            scene.pass(2);
            scene.kubelet.waiting(Scene.DRIVER, "ImagePullBackOff", "Back-off pulling image");
            scene.pass(58);
        }
        scene.kubelet.run(Scene.DRIVER);
        scene.pass(1);

        assertThat(run.driverRunning()).isCompleted();
    }

    @Test
    void an_image_that_is_pulled_at_the_second_try_is_no_failure() {
        SparkRun run = scene.submitted();
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.waiting(Scene.DRIVER, "ErrImagePull", "timeout");
        scene.pass(5);
        scene.kubelet.run(Scene.DRIVER);
        scene.pass(1);

        assertThat(run.state().phase()).isEqualTo(AttemptPhase.RUNNING);
    }

    @Test
    void a_driver_deleted_by_hand_fails() {
        SparkRun run = scene.submitted();
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, dev.bellows.k8s.port.DeleteMode.BACKGROUND);
        scene.pass(20);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.DRIVER_DELETED);
    }

    @ParameterizedTest
    @CsvSource({
        "EvictionByEvictionAPI, EVICTED",
        "TerminationByKubelet, EVICTED",
        "PreemptionByScheduler, PREEMPTED",
        "DeletionByTaintManager, NODE_LOST"
    })
    void a_driver_whose_place_is_taken_says_who_took_it(String reason, FailureKind kind) {
        SparkRun run = scene.running();
        scene.kubelet.disrupt(Scene.DRIVER, reason);
        scene.exits(143, "Error");
        scene.pass(20);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(kind);
    }

    @Test
    void a_pod_evicted_without_word_of_its_container_was_evicted() {
        SparkRun run = scene.running();
        scene.kubelet.fail(Scene.DRIVER, "Evicted", "The node was low on resource: memory.");
        scene.pass(20);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.EVICTED);
    }

    @Test
    void an_executor_that_fails_is_told_and_kept_as_evidence() {
        SparkRun run = scene.running();
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(events::add);
        String executor = scene.kubelet.executor(Scene.DRIVER, 7);
        scene.kubelet.schedule(executor);
        scene.kubelet.run(executor);
        scene.kubelet.exit(executor, 137, "OOMKilled", "java heap");
        scene.world.delete("pods", Scene.NAMESPACE, executor, dev.bellows.k8s.port.DeleteMode.BACKGROUND);
        scene.exits(1, "Error");
        scene.pass(20);

        assertThat(events).filteredOn(RunEvent.ExecutorEnded.class::isInstance).hasSize(1);
        assertThat(run.result().getNow(null).failure().orElseThrow().executors())
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo("OOMKilled"));
    }

    @Test
    void a_milestone_that_was_never_reached_fails_with_the_result() {
        SparkRun run = scene.submitted();
        CompletableFuture<?> running = run.driverRunning();
        scene.kubelet.waiting(Scene.DRIVER, "InvalidImageName", "");
        scene.pass(20);

        assertThat(running).isCompletedExceptionally();
        assertThat(running.handle((state, error) -> error).getNow(null)).isInstanceOf(RunFailed.class);
        assertThat(run.executorsRunning(1)).isCompletedExceptionally();
        assertThat(run.submitted()).isCompleted();
    }

    @Test
    void an_outcome_that_cannot_be_recorded_is_still_told() {
        SparkRun run = scene.running();
        scene.cluster.refuse("patch configmaps", 1000, dev.bellows.k8s.scripted.Problems.forbidden());
        scene.exits(0, "Completed");
        scene.pass(16 * 60);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void ended_is_the_last_event() {
        SparkRun run = scene.running();
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(events::add);
        String executor = scene.kubelet.executor(Scene.DRIVER, 1);
        scene.kubelet.schedule(executor);
        scene.kubelet.run(executor);
        scene.exits(0, "Completed");
        for (int i = 0; i < 200; i++) {
            scene.time.advance(Duration.ofMillis(100));
        }

        assertThat(events.get(events.size() - 1)).isInstanceOf(RunEvent.Ended.class);
    }
}
