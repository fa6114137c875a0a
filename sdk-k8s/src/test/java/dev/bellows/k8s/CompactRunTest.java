package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ScriptedCluster;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is one object: its driver is created first, and its record from the driver. */
class CompactRunTest {
    private static final RunOptions OPTIONS = RunOptions.key("k1").layout(Layout.COMPACT);
    private static final String RECORD = Scene.RUN.runName();

    @RegisterExtension
    final Scene scene = new Scene();

    private final ScriptedCluster second = scene.connection();

    private SparkKubernetes other() {
        return scene.process(second, ConnectOptions.ambient());
    }

    private static SparkJob job(String jar, String... args) {
        return SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar(jar, "com.acme.Daily")
                .args(args)
                .build();
    }

    private SparkRun submitted() {
        SparkRun run = scene.spark.submit(Scene.job(), OPTIONS);
        scene.pass(1);
        return run;
    }

    private SparkRun running() {
        SparkRun run = submitted();
        runs();
        return run;
    }

    private void runs() {
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.pass(1);
    }

    private Pod driver() {
        return scene.world
                .find("pods", Scene.NAMESPACE, Scene.DRIVER, Pod.class)
                .orElseThrow();
    }

    private ConfigMap record() {
        return scene.world
                .find("configmaps", Scene.NAMESPACE, RECORD, ConfigMap.class)
                .orElseThrow();
    }

    private static Failure failureOf(SparkRun run) {
        assertThat(run.result()).isCompleted();
        return run.result().join().failure().orElseThrow();
    }

    /** Whether the kubelet would find the properties of a driver, by the record that stands now. */
    private boolean mayRun(Pod driver) {
        String named = record().getData().get("bellows.submission");
        return driver.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("spark-conf-volume-driver"))
                .flatMap(volume -> volume.getDownwardAPI().getItems().stream())
                .anyMatch(item -> item.getPath().equals(named + "/spark.properties"));
    }

    @Test
    void a_submission_is_one_request_and_its_record_follows() {
        SparkRun run = scene.spark.submit(Scene.job(), OPTIONS);
        scene.time.advance(Duration.ofMillis(1));
        assertThat(run.submitted()).isCompleted();
        assertThat(scene.world.names()).containsExactly("pods/" + Scene.DRIVER);
        scene.pass(1);

        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD, "pods/" + Scene.DRIVER);
        assertThat(record().getMetadata().getAnnotations())
                .containsEntry("bellows.dev/driver-uid", driver().getMetadata().getUid())
                .containsEntry("bellows.dev/run-id", Scene.RUN.toString())
                .doesNotContainKey("bellows.dev/spark.properties");
        assertThat(driver().getMetadata().getOwnerReferences()).isEmpty();
        assertThat(mayRun(driver())).isTrue();
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void it_runs_to_its_end() {
        SparkRun run = running();
        scene.exits(0, "Completed");
        scene.pass(20);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
        assertThat(scene.cluster.calls()).doesNotContain("create services", "delete services");
    }

    static IntStream closings() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("closings")
    void a_run_whose_process_ends_at_any_moment_is_adopted_by_the_next(int millis) {
        scene.spark.submit(Scene.job(), OPTIONS);
        scene.time.advance(Duration.ofMillis(millis));
        scene.spark.close();
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.pass(5);

        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(mayRun(driver())).isTrue();
        runs();
        scene.exits(0, "Completed");
        scene.pass(20);
        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
    }

    @ParameterizedTest
    @MethodSource("closings")
    void two_processes_that_submit_at_once_make_one_driver(int gap) {
        SparkRun first = scene.spark.submit(Scene.job(), OPTIONS);
        scene.time.advance(Duration.ofMillis(gap));
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.pass(5);

        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD, "pods/" + Scene.DRIVER);
        assertThat(mayRun(driver())).isTrue();
        runs();
        scene.exits(3, "Error");
        scene.pass(30);
        assertThat(failureOf(first)).isEqualTo(failureOf(run));
    }

    @ParameterizedTest
    @MethodSource("closings")
    void a_run_is_attached_to_wherever_its_process_ended(int millis) {
        scene.spark.submit(Scene.job(), OPTIONS);
        scene.time.advance(Duration.ofMillis(millis));
        scene.spark.close();
        boolean made = scene.driverExists();
        SparkRun run = other().attach(Scene.RUN);
        scene.pass(10);

        assertThat(made).isEqualTo(millis > 0);
        assertThat(run.state().status()).isEqualTo(made ? RunStatus.ACTIVE : RunStatus.FAILED);
    }

    @Test
    void a_lost_answer_does_not_make_a_run_somebody_elses() {
        scene.cluster.loseAnswer("create pods", Problems.reset());
        scene.cluster.loseAnswer("create configmaps", Problems.reset());
        SparkRun run = submitted();
        scene.pass(5);

        assertThat(run.submitted()).isCompleted();
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        runs();
        assertThat(run.driverRunning()).isCompleted();
    }

    @Test
    void a_run_that_has_ended_is_answered_with_its_recorded_result() {
        SparkRun first = running();
        scene.exits(3, "Error");
        scene.pass(30);
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.pass(5);

        assertThat(run.result().getNow(null)).isEqualTo(first.result().getNow(null));
    }

    @ParameterizedTest
    @MethodSource("closings")
    void a_run_that_has_ended_never_runs_again_although_its_drivers_name_is_free(int millis) {
        SparkRun first = running();
        scene.exits(0, "Completed");
        scene.pass(30);
        assertThat(scene.driverExists()).isFalse();
        SparkKubernetes dying = other();
        dying.submit(Scene.job(), OPTIONS);
        scene.time.advance(Duration.ofMillis(millis));
        dying.close();
        scene.pass(5);
        if (scene.driverExists()) {
            assertThat(mayRun(driver())).isFalse();
        }
        SparkRun run =
                scene.process(scene.connection(), ConnectOptions.ambient()).submit(Scene.job(), OPTIONS);
        scene.pass(30);

        assertThat(run.result().getNow(null)).isEqualTo(first.result().getNow(null));
    }

    @Test
    void a_driver_that_came_late_is_deleted() {
        running();
        scene.exits(0, "Completed");
        scene.pass(30);
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.pass(5);

        assertThat(second.calls()).contains("create pods", "delete pods");
        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
    }

    @Test
    void a_driver_that_was_there_and_is_gone_is_never_followed_by_another() {
        running();
        scene.spark.close();
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        scene.pass(10);
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.time.advance(Duration.ofMillis(1));
        assertThat(mayRun(driver())).isFalse();
        scene.pass(30);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.LOST);
        assertThat(scene.driverExists()).isFalse();
    }

    @Test
    void a_paused_process_that_wakes_after_the_end_starts_nothing() {
        scene.cluster.hang("create pods", 1);
        SparkRun paused = scene.spark.submit(Scene.job(), OPTIONS.submissionDeadline(Duration.ofHours(1)));
        scene.pass(1);
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.pass(1);
        run.cancel();
        scene.pass(8);
        assertThat(run.result()).isCompleted();
        assertThat(scene.driverExists()).isFalse();
        scene.pass(60);

        assertThat(paused.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
    }

    @Test
    void a_cancelled_run_leaves_nothing_that_runs() {
        SparkRun run = running();
        run.cancel();
        scene.pass(30);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
    }

    @Test
    void forgetting_leaves_nothing() {
        SparkRun run = scene.spark.submit(Scene.job(), OPTIONS.retention(Retention.DEFAULT));
        scene.pass(1);
        runs();
        scene.kubelet.executor(Scene.DRIVER, 1);
        scene.exits(1, "Error");
        scene.pass(20);
        assertThat(scene.driverExists()).isTrue();
        CompletableFuture<Void> forgotten = run.forget();
        scene.pass(10);

        assertThat(forgotten).isCompleted();
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_record_deleted_by_hand_is_a_cancellation() {
        SparkRun run = running();
        scene.world.delete("configmaps", Scene.NAMESPACE, RECORD, DeleteMode.BACKGROUND);
        scene.pass(30);

        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void the_record_expires_with_all_that_is_left() {
        SparkRun run = scene.spark.submit(
                Scene.job(), OPTIONS.retention(new Retention(Duration.ofDays(9), Duration.ofDays(7))));
        scene.pass(1);
        runs();
        scene.exits(1, "Error");
        scene.time.advance(Duration.ofDays(8));

        assertThat(run.result()).isCompleted();
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_foreign_pod_under_our_name_is_left_alone() {
        scene.world.create(
                "pods",
                Scene.NAMESPACE,
                new PodBuilder()
                        .withNewMetadata()
                        .withName(Scene.DRIVER)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build());
        SparkRun run = submitted();
        scene.pass(40);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(scene.world.names()).containsExactly("pods/" + Scene.DRIVER);
    }

    @Test
    void a_foreign_record_under_our_name_is_left_alone_and_the_driver_goes() {
        scene.world.create(
                "configmaps",
                Scene.NAMESPACE,
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(RECORD)
                        .endMetadata()
                        .build());
        SparkRun run = submitted();
        scene.pass(40);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
    }

    @Test
    void a_record_that_is_refused_takes_the_driver_with_it() {
        scene.cluster.refuse("create configmaps", 1, Problems.forbidden());
        SparkRun run = submitted();
        scene.pass(5);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.FORBIDDEN);
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_written_yet_is_written_later() {
        scene.cluster.refuse("create configmaps", 20, Problems.unavailable());
        SparkRun run = submitted();
        runs();
        scene.pass(300);

        assertThat(run.driverRunning()).isCompleted();
        assertThat(scene.world.names()).contains("configmaps/" + RECORD);
    }

    @Test
    void another_job_under_the_same_key_is_refused() {
        submitted();
        SparkJob changed = job("local:///opt/app/daily.jar", "other");
        SparkRun run = other().submit(changed, OPTIONS);
        scene.pass(5);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.KEY_CONFLICT);
        assertThat(scene.driverExists()).isTrue();
    }

    @Test
    void another_job_under_the_key_of_an_ended_run_is_refused_and_leaves_nothing() {
        running();
        scene.exits(0, "Completed");
        scene.pass(30);
        SparkJob changed = job("local:///opt/app/daily.jar", "other");
        SparkRun run = other().submit(changed, OPTIONS);
        scene.pass(5);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.KEY_CONFLICT);
        assertThat(scene.world.names()).containsExactly("configmaps/" + RECORD);
    }

    @Test
    void a_driver_that_is_being_deleted_is_waited_for() {
        SparkRun first = running();
        CompletableFuture<Void> forgotten = first.forget();
        scene.time.advance(Duration.ofMillis(500));
        assertThat(driver().getMetadata().getDeletionTimestamp()).isNotNull();
        SparkRun run = other().submit(Scene.job(), OPTIONS);
        scene.pass(30);

        assertThat(forgotten).isCompleted();
        assertThat(run.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void what_does_not_fit_in_one_object_is_refused_before_anything_is_sent() {
        SparkJob job = job("/home/me/daily.jar");
        SparkRun run = scene.spark.submit(job, OPTIONS.retry(Retry.upTo(3)));
        scene.pass(5);

        assertThat(failureOf(run).kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failureOf(run).reason()).contains("LAYOUT_FILES", "LAYOUT_RETRY");
        assertThat(List.copyOf(scene.cluster.calls())).noneMatch(call -> call.startsWith("create"));
    }
}
