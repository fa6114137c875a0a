package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionFaultsTest {
    @RegisterExtension
    final Scene scene = new Scene();

    static Stream<Arguments> refusals() {
        ClusterException webhook = new ClusterException(
                422,
                "Invalid",
                "Pod is invalid",
                List.of(new ClusterException.FieldCause("spec.x", "must be y")),
                Optional.empty());
        return Stream.of(
                Arguments.of("create configmaps", Problems.unauthorized(), FailureKind.FORBIDDEN),
                Arguments.of("create configmaps", Problems.forbidden(), FailureKind.FORBIDDEN),
                Arguments.of("create configmaps", Problems.notFound("namespaces \"jobs\""), FailureKind.REJECTED),
                Arguments.of("create pods", Problems.quota(), FailureKind.QUOTA),
                Arguments.of("create pods", webhook, FailureKind.REJECTED),
                Arguments.of("create pods", Problems.unavailable(), FailureKind.UNREACHABLE),
                Arguments.of("create services", Problems.forbidden(), FailureKind.FORBIDDEN),
                Arguments.of("create services", Problems.reset(), FailureKind.UNREACHABLE));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refused_submission_is_a_typed_failure_and_leaves_nothing(
            String call, ClusterException problem, FailureKind kind) {
        scene.cluster.refuse(call, 1000, problem);
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(60);

        assertThat(failure(run).kind()).isEqualTo(kind);
        assertThat(run.submitted()).isCompletedExceptionally();
        assertThat(scene.world.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create configmaps", "create pods", "create services"})
    void an_answer_that_was_lost_makes_no_second_object(String call) {
        scene.cluster.loseAnswer(call, Problems.reset());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(2);

        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(scene.world.names()).hasSize(3);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(0, "Completed");
        scene.pass(10);
        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create configmaps", "create pods", "create services"})
    void a_call_that_hangs_is_tried_again(String call) {
        scene.cluster.hang(call, 1);
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(12);

        assertThat(run.submitted()).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create configmaps", "create pods", "create services"})
    void a_cluster_that_never_answers_ends_the_submission_at_its_deadline(String call) {
        scene.cluster.hang(call, 1000);
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options().submissionDeadline(Duration.ofSeconds(5)));
        scene.time.advance(Duration.ofMillis(4_900));
        assertThat(run.result()).isNotDone();
        scene.pass(60);

        assertThat(failure(run).kind()).isEqualTo(FailureKind.UNREACHABLE);
        scene.pass(60);
        assertThat(scene.world.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create configmaps", "create pods", "create services"})
    void what_is_created_after_the_deadline_does_not_stay(String call) {
        scene.cluster.hangAfter(call);
        scene.cluster.hang(call, 1);
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options().submissionDeadline(Duration.ofSeconds(5)));
        scene.pass(200);

        assertThat(failure(run).kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(scene.world.names()).isEmpty();
    }

    /** One answer that was lost in a proxy, and then a token that is renewed: neither is the other's second time. */
    @ParameterizedTest
    @ValueSource(strings = {"create configmaps", "create pods", "create services"})
    void a_token_that_is_refused_after_another_trouble_is_tried_again(String call) {
        scene.cluster.refuse(call, 1, Problems.unavailable());
        scene.cluster.refuse(call, 1, Problems.unauthorized());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(5);

        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create configmaps", "create pods", "create services"})
    void a_long_deadline_outlasts_a_long_outage(String call) {
        scene.cluster.refuse(call, 1000, Problems.unavailable());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options().submissionDeadline(Duration.ofMinutes(10)));
        scene.pass(200);
        assertThat(run.result()).isNotDone();
        scene.cluster.heal();
        scene.pass(10);

        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(run.submitted()).isCompleted();
    }

    @Test
    void a_long_deadline_waits_as_long_as_it_is_asked_to() {
        scene.cluster.refuse("create configmaps", 1, Problems.tooMany(35));
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options().submissionDeadline(Duration.ofMinutes(5)));
        scene.pass(34);
        assertThat(scene.cluster.calls())
                .filteredOn("create configmaps"::equals)
                .hasSize(1);
        scene.pass(5);

        assertThat(run.submitted()).isCompleted();
    }

    @Test
    void a_cluster_that_is_busy_is_asked_again_when_it_said() {
        scene.cluster.refuse("create configmaps", 1, Problems.tooMany(7));
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.time.advance(Duration.ofMillis(6_900));
        assertThat(scene.cluster.calls())
                .filteredOn("create configmaps"::equals)
                .hasSize(1);
        scene.pass(1);

        assertThat(run.submitted()).isCompleted();
    }

    @Test
    void a_busy_cluster_that_names_no_pause_is_not_hammered() {
        scene.cluster.refuse("create configmaps", 1000, Problems.tooMany(0));
        scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(10);

        assertThat(scene.cluster.calls())
                .filteredOn("create configmaps"::equals)
                .hasSizeLessThan(15);
    }

    @Test
    void a_foreign_config_map_of_the_name_is_left_alone() {
        scene.world.create(
                "configmaps",
                Scene.NAMESPACE,
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(Scene.RUN.runName())
                        .endMetadata()
                        .build());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(40);

        assertThat(failure(run).kind()).isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName());
        assertThat(run.forget()).isCompleted();
        scene.pass(10);
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName());
    }

    @Test
    void a_foreign_pod_of_the_driver_s_name_is_left_alone() {
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
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(40);

        assertThat(failure(run).kind()).isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(scene.world.names()).containsExactly("pods/" + Scene.DRIVER);
    }

    @Test
    void a_pod_that_stood_in_the_way_and_vanished_is_created() {
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
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        // Between the refused POST and the GET that follows it.
        scene.time.advance(Duration.ofMillis(2));
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        scene.pass(5);

        assertThat(run.submitted()).isCompleted();
        assertThat(scene.driverExists()).isTrue();
    }

    @Test
    void another_job_under_the_same_key_is_a_conflict_that_harms_nothing() {
        SparkRun first = scene.running();
        SparkJob other = SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                .args("changed")
                .build();
        SparkRun second =
                scene.process(scene.connection(), ConnectOptions.ambient()).submit(other, Scene.options());
        scene.pass(10);

        assertThat(failure(second).kind()).isEqualTo(FailureKind.KEY_CONFLICT);
        assertThat(first.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(scene.driverExists()).isTrue();
    }

    @Test
    void a_run_of_another_client_is_not_adopted() {
        scene.running();
        SparkRun second = scene.process(
                        scene.connection(), ConnectOptions.ambient().client("other"))
                .submit(Scene.job(), Scene.options());
        scene.pass(10);

        assertThat(failure(second).kind()).isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(scene.driverExists()).isTrue();
    }

    @Test
    void a_key_whose_record_is_being_deleted_is_submitted_anew_when_it_is_gone() {
        SparkRun first = scene.running();
        scene.world.delete("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), DeleteMode.FOREGROUND);
        scene.time.advance(Duration.ofMillis(200));
        SparkRun second =
                scene.process(scene.connection(), ConnectOptions.ambient()).submit(Scene.job(), Scene.options());
        scene.pass(1);
        // The first driver takes two seconds to end.
        assertThat(second.submitted()).isNotDone();
        scene.pass(20);

        assertThat(first.result().getNow(null).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(second.submitted()).isCompleted();
        assertThat(second.state().status()).isEqualTo(RunStatus.ACTIVE);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(0, "Completed");
        scene.pass(10);
        assertThat(second.result().getNow(null).succeeded()).isTrue();
    }

    @Test
    void a_name_that_stays_taken_by_a_dying_record_is_named() {
        SparkRun first = scene.submitted();
        assertThat(first.submitted()).isCompleted();
        scene.world.edit(
                "configmaps",
                Scene.NAMESPACE,
                Scene.RUN.runName(),
                io.fabric8.kubernetes.api.model.ConfigMap.class,
                map -> map.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z"));
        SparkRun second =
                scene.process(scene.connection(), ConnectOptions.ambient()).submit(Scene.job(), Scene.options());
        scene.pass(40);

        assertThat(failure(second).kind()).isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(failure(second).reason()).contains("being deleted");
    }

    @Test
    void a_local_file_that_is_missing_is_refused_before_anything_is_sent(@TempDir Path folder) {
        SparkJob job = SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar(folder.resolve("missing.jar").toString(), "com.acme.Daily")
                .build();
        SparkRun run = scene.spark.submit(job, Scene.options());
        scene.pass(1);

        assertThat(failure(run).kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure(run).reason()).contains("missing.jar");
        assertThat(scene.cluster.calls()).noneMatch(call -> call.startsWith("create"));
    }

    private static Failure failure(SparkRun run) {
        assertThat(run.result()).isCompleted();
        return run.result().getNow(null).failure().orElseThrow();
    }
}
