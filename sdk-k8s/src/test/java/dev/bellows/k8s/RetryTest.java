package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {
    private static final String SECOND_DRIVER = new AttemptId(Scene.RUN, 2, "", "").driverPodName();
    private static final RunOptions TWICE = RunOptions.key("k1").retry(Retry.upTo(2));

    @RegisterExtension
    final Scene scene = new Scene();

    private SparkRun running(RunOptions options) {
        SparkRun run = scene.spark.submit(Scene.job(), options);
        scene.pass(1);
        runs(Scene.DRIVER);
        return run;
    }

    private void runs(String driver) {
        scene.kubelet.schedule(driver);
        scene.kubelet.run(driver);
        scene.pass(1);
    }

    private void ends(String driver, int code) {
        scene.kubelet.exit(driver, code, code == 0 ? "Completed" : "Error", "");
        scene.logs.end(driver);
    }

    private void evicted(String driver) {
        scene.kubelet.fail(driver, "Evicted", "The node was low on resource: memory.");
        scene.logs.end(driver);
    }

    private boolean exists(String object) {
        return scene.world.names().contains(object);
    }

    private ConfigMap record() {
        return scene.world
                .find("configmaps", Scene.NAMESPACE, Scene.RUN.runName(), ConfigMap.class)
                .orElseThrow();
    }

    private static RunResult resultOf(SparkRun run) {
        return run.result().getNow(null);
    }

    @Test
    void an_evicted_driver_is_followed_by_a_second_attempt_with_names_and_ids_of_its_own() {
        SparkRun run = running(TWICE);
        List<String> events = new ArrayList<>();
        run.onEvent(event -> events.add(event.toString().replaceAll("before .*", "before then")));
        String first = record().getData().get("spark.properties");
        evicted(Scene.DRIVER);
        scene.pass(1);
        assertThat(run.state().status()).isEqualTo(RunStatus.BACKING_OFF);
        assertThat(record().getData()).containsKey("spark.properties.2").doesNotContainKey("spark.properties");
        scene.pass(30);
        runs(SECOND_DRIVER);
        assertThat(run.state().attempt()).isEqualTo(2);
        assertThat(appId(record().getData().get("spark.properties.2"))).isNotEqualTo(appId(first));
        ends(SECOND_DRIVER, 0);
        scene.pass(5);

        RunResult result = resultOf(run);
        assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(result.earlier()).singleElement().satisfies(end -> {
            assertThat(end.number()).isOne();
            assertThat(end.failure().kind()).isEqualTo(FailureKind.EVICTED);
        });
        assertThat(events)
                .containsExactly(
                        "submitted",
                        "driver pending",
                        "driver pending (ContainerCreating)",
                        "driver running on node-1",
                        "attempt 1 failed (EVICTED: The driver pod was pushed out of its node: Evicted The node was low on"
                                + " resource: memory.), the next one not before then",
                        "submitted",
                        "driver pending",
                        "driver pending (ContainerCreating)",
                        "driver running on node-1",
                        "ended: SUCCEEDED");
    }

    static List<ClusterException> denials() {
        return List.of(Problems.unauthorized(), Problems.forbidden());
    }

    @ParameterizedTest
    @MethodSource("denials")
    void an_attempt_whose_end_may_not_be_recorded_for_a_while_is_followed_by_another(ClusterException denial) {
        SparkRun run = running(TWICE);
        scene.cluster.refuse("patch configmaps", 20, denial);
        evicted(Scene.DRIVER);
        scene.pass(60);
        assertThat(run.result()).isNotDone();
        scene.pass(300);
        runs(SECOND_DRIVER);
        ends(SECOND_DRIVER, 0);
        scene.pass(5);

        assertThat(resultOf(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private static String appId(String properties) {
        return properties
                .lines()
                .filter(line -> line.startsWith("spark.app.id"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_last_attempt_s_failure_is_the_run_s() {
        SparkRun run = running(TWICE.retention(Retention.none()));
        ends(Scene.DRIVER, 1);
        scene.pass(30);
        runs(SECOND_DRIVER);
        ends(SECOND_DRIVER, 3);
        scene.pass(30);

        assertThat(resultOf(run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(resultOf(run).failure().orElseThrow().exitCode()).hasValue(3);
        assertThat(resultOf(run).earlier()).hasSize(1);
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void what_another_attempt_would_not_mend_is_not_tried_again() {
        SparkRun run = running(TWICE);
        ends(Scene.DRIVER, 101);
        scene.pass(60);

        assertThat(resultOf(run).failure().orElseThrow().kind()).isEqualTo(FailureKind.MAIN_CLASS_NOT_FOUND);
        assertThat(resultOf(run).attempts()).isOne();
    }

    @Test
    void no_driver_starts_while_an_executor_of_the_attempt_before_is_left() {
        SparkRun run = running(TWICE);
        String executor = scene.kubelet.executor(Scene.DRIVER, 1);
        scene.kubelet.schedule(executor);
        scene.kubelet.run(executor);
        scene.cluster.hang("deleteAll pods", 3);
        evicted(Scene.DRIVER);
        for (int second = 0; second < 120 && exists("pods/" + executor); second++) {
            assertThat(exists("pods/" + SECOND_DRIVER)).isFalse();
            scene.pass(1);
        }
        scene.pass(60);

        assertThat(exists("pods/" + executor)).isFalse();
        assertThat(exists("pods/" + SECOND_DRIVER)).isTrue();
        assertThat(run.state().attempt()).isEqualTo(2);
    }

    @Test
    void a_driver_that_comes_when_its_attempt_is_over_is_deleted() {
        SparkRun run = running(TWICE);
        Pod late = scene.world
                .find("pods", Scene.NAMESPACE, Scene.DRIVER, Pod.class)
                .orElseThrow();
        evicted(Scene.DRIVER);
        scene.pass(1);
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        late.setStatus(null);
        late.getSpec().setNodeName(null);
        scene.world.create("pods", Scene.NAMESPACE, late);
        assertThat(exists("pods/" + Scene.DRIVER)).isTrue();
        scene.pass(5);

        assertThat(exists("pods/" + Scene.DRIVER)).isFalse();
        assertThat(run.state().attempt()).isEqualTo(2);
    }

    @Test
    void a_run_that_is_cancelled_while_it_waits_never_begins_again() {
        SparkRun run = running(TWICE);
        evicted(Scene.DRIVER);
        scene.pass(1);
        run.cancel();
        scene.pass(300);

        assertThat(resultOf(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(resultOf(run).earlier()).hasSize(1);
        assertThat(scene.cluster.calls().stream().filter("create pods"::equals)).hasSize(1);
    }

    @Test
    void a_run_past_its_deadline_is_ended_whatever_it_does() {
        RunOptions short1 = TWICE.deadline(Duration.ofSeconds(60));
        SparkRun run = running(short1);
        assertThat(scene.world
                        .find("pods", Scene.NAMESPACE, Scene.DRIVER, Pod.class)
                        .orElseThrow()
                        .getSpec())
                .extracting(spec -> spec.getActiveDeadlineSeconds())
                .isEqualTo(60L);
        scene.pass(120);

        assertThat(resultOf(run).failure().orElseThrow().kind()).isEqualTo(FailureKind.DEADLINE);
        assertThat(exists("pods/" + Scene.DRIVER)).isFalse();
    }

    @Test
    void a_deadline_ends_a_run_that_waits_for_its_next_attempt() {
        SparkRun run = running(TWICE.retry(Retry.upTo(2).backoff(Duration.ofMinutes(5), Duration.ofMinutes(5)))
                .deadline(Duration.ofSeconds(60)));
        evicted(Scene.DRIVER);
        scene.pass(120);

        assertThat(resultOf(run).failure().orElseThrow().kind()).isEqualTo(FailureKind.DEADLINE);
        assertThat(resultOf(run).attempts()).isOne();
        assertThat(resultOf(run).earlier()).hasSize(1);
    }

    @Test
    void a_driver_that_does_not_start_in_time_is_tried_again() {
        SparkRun run = scene.spark.submit(Scene.job(), TWICE.startTimeout(Duration.ofMinutes(2)));
        scene.pass(1);
        scene.kubelet.unschedulable(Scene.DRIVER);
        scene.pass(150);
        assertThat(exists("pods/" + Scene.DRIVER)).isFalse();
        runs(SECOND_DRIVER);
        ends(SECOND_DRIVER, 0);
        scene.pass(5);

        assertThat(resultOf(run).succeeded()).isTrue();
        assertThat(resultOf(run).earlier().get(0).failure().kind()).isEqualTo(FailureKind.START_TIMEOUT);
    }

    static IntStream moments() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void a_retry_whose_process_ends_at_any_moment_is_finished_by_another(int step) {
        scene.spark.submit(Scene.job(), TWICE);
        scene.pass(1);
        runs(Scene.DRIVER);
        ends(Scene.DRIVER, 1);
        scene.time.advance(step < 30 ? Duration.ofMillis(step) : Duration.ofSeconds(step - 25));
        scene.spark.close();
        SparkRun run =
                scene.process(scene.connection(), ConnectOptions.ambient()).attach(Scene.RUN);
        scene.pass(60);
        runs(SECOND_DRIVER);
        ends(SECOND_DRIVER, 0);
        scene.pass(30);

        assertThat(resultOf(run).succeeded()).isTrue();
        assertThat(resultOf(run).attempts()).isEqualTo(2);
    }

    @Test
    void two_processes_make_one_driver_an_attempt() {
        SparkRun first = running(TWICE);
        SparkRun second =
                scene.process(scene.connection(), ConnectOptions.ambient()).attach(Scene.RUN);
        scene.pass(5);
        evicted(Scene.DRIVER);
        scene.pass(60);
        String uid = scene.world
                .find("pods", Scene.NAMESPACE, SECOND_DRIVER, Pod.class)
                .orElseThrow()
                .getMetadata()
                .getUid();
        runs(SECOND_DRIVER);
        scene.pass(60);
        assertThat(record().getMetadata().getAnnotations()).containsEntry("bellows.dev/driver-uid", uid);
        ends(SECOND_DRIVER, 0);
        scene.pass(30);

        assertThat(resultOf(first)).isEqualTo(resultOf(second));
        assertThat(resultOf(first).attempts()).isEqualTo(2);
    }

    @Test
    void a_run_that_nobody_submitted_cannot_be_attached_to() {
        SparkRun run = scene.spark.attach(Scene.RUN);
        scene.pass(1);
        // One server that lags behind must not be believed.
        assertThat(run.result()).isNotDone();
        scene.pass(9);

        assertThat(resultOf(run).failure().orElseThrow().kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(scene.cluster.calls()).noneMatch(call -> call.startsWith("create"));
    }

    @Test
    void a_run_that_has_ended_is_attached_to_as_it_ended() {
        SparkRun first = running(TWICE);
        ends(Scene.DRIVER, 0);
        scene.pass(5);
        SparkRun run =
                scene.process(scene.connection(), ConnectOptions.ambient()).attach(Scene.RUN);
        scene.pass(5);

        assertThat(resultOf(run)).isEqualTo(resultOf(first));
    }

    @Test
    void a_run_whose_process_ended_before_it_cleaned_up_is_cleaned_up_by_the_next() {
        running(TWICE);
        String executor = scene.kubelet.executor(Scene.DRIVER, 1);
        scene.kubelet.schedule(executor);
        scene.kubelet.run(executor);
        scene.cluster.hang("deleteAll pods", 100);
        scene.cluster.hang("delete services", 100);
        scene.cluster.hang("delete pods", 100);
        ends(Scene.DRIVER, 0);
        scene.pass(2);
        scene.spark.close();
        assertThat(exists("pods/" + executor)).isTrue();
        SparkKubernetes next = scene.process(scene.connection(), ConnectOptions.ambient());
        SparkRun looking = next.attach(Scene.RUN);
        scene.pass(10);
        assertThat(resultOf(looking).succeeded()).isTrue();
        assertThat(exists("pods/" + executor)).isTrue();
        SparkRun run = next.submit(Scene.job(), TWICE);
        scene.pass(10);

        assertThat(resultOf(run).succeeded()).isTrue();
        assertThat(scene.world.names()).containsExactly("configmaps/" + Scene.RUN.runName());
    }

    @Test
    void an_attempt_that_was_begun_and_left_is_finished_by_another_process_at_first_and_given_up_later() {
        scene.cluster.hang("create pods", 100);
        scene.cluster.hang("create services", 100);
        scene.spark.submit(Scene.job(), TWICE);
        scene.pass(2);
        scene.spark.close();
        scene.pass(30);
        SparkKubernetes soon = scene.process(scene.connection(), ConnectOptions.ambient());
        soon.attach(Scene.RUN);
        scene.pass(2);
        assertThat(exists("pods/" + Scene.DRIVER)).isTrue();
    }

    @Test
    void an_attempt_that_nobody_finished_in_time_is_fenced_before_the_next_one_begins() {
        scene.cluster.hang("create pods", 100);
        scene.cluster.hang("create services", 100);
        scene.spark.submit(Scene.job(), TWICE);
        scene.pass(2);
        scene.spark.close();
        scene.pass(300);
        SparkRun run =
                scene.process(scene.connection(), ConnectOptions.ambient()).attach(Scene.RUN);
        scene.pass(60);

        assertThat(exists("pods/" + Scene.DRIVER)).isFalse();
        assertThat(exists("pods/" + SECOND_DRIVER)).isTrue();
        assertThat(record().getData()).doesNotContainKey("spark.properties");
        runs(SECOND_DRIVER);
        ends(SECOND_DRIVER, 0);
        scene.pass(5);
        assertThat(resultOf(run).earlier().get(0).failure().kind()).isEqualTo(FailureKind.UNREACHABLE);
    }

    @Test
    void a_record_that_was_edited_ends_the_run_and_nothing_is_deleted() {
        SparkRun run = running(TWICE);
        scene.world.edit(
                "configmaps",
                Scene.NAMESPACE,
                Scene.RUN.runName(),
                ConfigMap.class,
                map -> map.getMetadata().getAnnotations().putAll(Map.of("bellows.dev/outcome", "{")));
        scene.pass(5);

        assertThat(resultOf(run).failure().orElseThrow().kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(resultOf(run).failure().orElseThrow().reason()).contains("was edited");
        assertThat(exists("pods/" + Scene.DRIVER)).isTrue();
    }
}
