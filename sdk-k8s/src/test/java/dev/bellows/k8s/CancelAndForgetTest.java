package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancelAndForgetTest {
    @RegisterExtension
    final Scene scene = new Scene();

    static IntStream millis() {
        return IntStream.concat(IntStream.range(0, 30), IntStream.of(100, 200, 500, 1000, 1500, 2000, 2500, 5000));
    }

    /** A driver that is scheduled at 10 ms, runs at 15 ms and succeeds after 20 ms more. */
    private SparkRun shortJob() {
        SparkRun run = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.time.after(Duration.ofMillis(10), () -> ifAlive(() -> scene.kubelet.schedule(Scene.DRIVER)));
        scene.time.after(Duration.ofMillis(15), () -> ifAlive(() -> scene.kubelet.run(Scene.DRIVER)));
        scene.time.after(Duration.ofMillis(35), () -> ifAlive(() -> scene.exits(0, "Completed")));
        return run;
    }

    private void ifAlive(Runnable step) {
        if (scene.driverExists()) {
            step.run();
        }
    }

    @ParameterizedTest
    @MethodSource("millis")
    void a_run_cancelled_at_any_moment_ends_once_and_leaves_no_pod(int millis) {
        SparkRun run = shortJob();
        AtomicInteger completions = new AtomicInteger();
        run.result().thenAccept(result -> completions.incrementAndGet());
        scene.time.advance(Duration.ofMillis(millis));
        CompletableFuture<RunResult> cancelled = run.cancel();
        scene.pass(60);

        assertThat(cancelled).isCompleted();
        assertThat(completions).hasValue(1);
        assertThat(cancelled.getNow(null).status()).isIn(RunStatus.CANCELLED, RunStatus.SUCCEEDED);
        assertThat(scene.world.names()).noneMatch(name -> name.startsWith("pods/") || name.startsWith("services/"));
    }

    @ParameterizedTest
    @MethodSource("millis")
    void a_run_forgotten_at_any_moment_leaves_nothing(int millis) {
        SparkRun run = shortJob();
        AtomicInteger completions = new AtomicInteger();
        run.result().whenComplete((result, error) -> completions.incrementAndGet());
        scene.time.advance(Duration.ofMillis(millis));
        CompletableFuture<Void> forgotten = run.forget();
        forgotten.whenComplete((nothing, error) -> completions.incrementAndGet());
        scene.pass(60);

        assertThat(forgotten).isCompleted();
        assertThat(completions).hasValue(2);
        assertThat(scene.world.names()).isEmpty();
        assertThat(run.forget()).isCompleted();
        scene.pass(60);
        assertThat(scene.cluster.openWatches()).isZero();
    }

    @Test
    void a_running_driver_that_is_cancelled_was_cancelled() {
        SparkRun run = scene.running();
        CompletableFuture<RunResult> cancelled = run.cancel();
        scene.pass(1);
        assertThat(cancelled).isNotDone();
        scene.pass(10);

        assertThat(cancelled.getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.driverExists()).isFalse();
    }

    @Test
    void a_cancellation_that_the_cluster_does_not_take_is_tried_again() {
        SparkRun run = scene.running();
        scene.cluster.refuse("delete pods", 1000, Problems.unavailable());
        CompletableFuture<RunResult> cancelled = run.cancel();
        scene.pass(60);
        assertThat(cancelled).isNotDone();
        scene.cluster.heal();
        scene.pass(120);

        assertThat(cancelled.getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void cancelling_a_driver_that_has_failed_does_not_change_how_it_ended() {
        SparkRun run = scene.running();
        scene.cluster.hang("logs", 1);
        scene.exits(1, "Error");
        scene.pass(1);
        run.cancel();
        scene.pass(60);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void a_record_deleted_by_hand_is_a_cancellation() {
        SparkRun run = scene.running();
        scene.world.delete("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), DeleteMode.BACKGROUND);
        scene.pass(20);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_record_deleted_by_hand_after_its_dependents_is_a_cancellation_too() {
        SparkRun run = scene.running();
        scene.world.delete("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), DeleteMode.FOREGROUND);
        scene.pass(20);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_run_that_could_not_be_forgotten_can_be_forgotten_later() {
        SparkRun run = scene.running();
        scene.exits(0, "Completed");
        scene.cluster.refuse("delete configmaps", 1000, Problems.forbidden());
        CompletableFuture<Void> first = run.forget();
        scene.pass(20);
        assertThat(first).isCompletedExceptionally();
        scene.cluster.heal();
        CompletableFuture<Void> second = run.forget();
        scene.pass(20);

        assertThat(second).isCompleted();
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void what_a_failed_submission_could_not_take_back_can_be_forgotten() {
        scene.cluster.refuse("create pods", 1000, Problems.quota());
        scene.cluster.refuse("delete configmaps", 1, Problems.forbidden());
        SparkRun run = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(20);
        assertThat(run.result()).isCompleted();
        assertThat(run.submitted()).isCompletedExceptionally();
        assertThat(scene.world.names()).isNotEmpty();
        CompletableFuture<Void> forgotten = run.forget();
        scene.pass(20);

        assertThat(forgotten).isCompleted();
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void every_call_of_forget_gets_its_answer() {
        SparkRun run = scene.running();
        CompletableFuture<Void> first = run.forget();
        CompletableFuture<Void> second = run.forget();
        scene.pass(30);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }
}
