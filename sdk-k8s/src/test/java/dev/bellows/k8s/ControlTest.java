package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ServedDriver;
import dev.bellows.run.ControlOutcome;
import dev.bellows.run.ControlReport;
import dev.bellows.run.Executor;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunOptions;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlTest {
    private static final String STATE = "/bellows/state?protocol=1";

    @RegisterExtension
    final Scene scene = new Scene();

    private final ServedDriver driver = new ServedDriver();

    private SparkRun run() {
        driver.answer("environment", "{\"sparkProperties\": [[\"spark.executor.instances\", \"3\"]]}");
        driver.answer(STATE, """
                {"protocol": 1, "outcome": "OK", "dynamic": false, "target": 3, "executors": {
                  "1": {"needed": 2, "held": 2}, "2": {"needed": 0, "held": 0}, "3": {"needed": 1, "held": 1}}}""");
        SparkRun run = scene.spark.submit(
                SparkJob.builder()
                        .name("daily")
                        .image("registry.example.com/spark:4.1.1")
                        .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                        .control()
                        .build(),
                RunOptions.key("k1"));
        driver.startExecutors(scene);
        return run;
    }

    private static String done(String going, int target) {
        return "{\"protocol\": 1, \"outcome\": \"OK\", \"going\": [" + going + "], \"target\": " + target + "}";
    }

    private static String refusal(String outcome) {
        return "{\"protocol\": 1, \"outcome\": \"" + outcome + "\", \"why\": \"so\"}";
    }

    /** Anybody who may create pods can label one like the run's next driver. */
    @Test
    void a_pod_that_is_only_labelled_like_a_driver_is_neither_asked_nor_handed_the_key() {
        SparkRun run = run();
        Pod real = scene.world
                .find("pods", Scene.NAMESPACE, Scene.DRIVER, Pod.class)
                .orElseThrow();
        for (String owner : List.of(
                "somebody-else", real.getMetadata().getOwnerReferences().get(0).getUid())) {
            String name = "labelled-" + owner + "-driver";
            scene.world.create(
                    "pods",
                    Scene.NAMESPACE,
                    new PodBuilder(real)
                            .editMetadata()
                            .withName(name)
                            .addToLabels(BellowsLabels.ATTEMPT, "9")
                            .editFirstOwnerReference()
                            .withUid(owner)
                            .endOwnerReference()
                            .endMetadata()
                            .build());
            scene.kubelet.executor(name, 4);
        }
        scene.pass(1);

        driver.answer("/bellows/target?protocol=1&total=5", done("", 5));
        assertThat(answer(run.scaleTo(5)).outcome()).isEqualTo(ControlOutcome.DONE);
        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 2, 3);
        assertThat(scene.cluster.asked()).containsOnly(Scene.DRIVER);
    }

    @Test
    void the_key_stands_in_a_secret_of_the_record_and_nowhere_else() {
        SparkRun run = run();

        String name = run.id().runName();
        Secret secret = answer(scene.cluster.get(ObjectKind.SECRETS, run.id().namespace(), name + "-control"));
        String key = secret.getData().get("key");
        assertThat(key).hasSizeGreaterThan(64);
        var record = answer(scene.cluster.get(ObjectKind.CONFIG_MAPS, run.id().namespace(), name));
        assertThat(secret.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid())
                        .isEqualTo(record.getMetadata().getUid()));
        String plain = new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8);
        assertThat(record.toString()).doesNotContain(key).doesNotContain(plain);
        assertThat(record.getBinaryData()).containsKey("bellows-driver.jar");
        assertThat(Base64.getDecoder().decode(record.getBinaryData().get("bellows-driver.jar")))
                .hasSizeLessThan(60 * 1024);
    }

    @Test
    void the_driver_tells_who_holds_what() {
        SparkRun run = run();

        assertThat(answer(run.executors()))
                .extracting(Executor::holdsLiveShuffle)
                .containsExactly(true, false, true);
    }

    @Test
    void executors_of_a_fixed_number_are_given_back_by_the_driver() {
        SparkRun run = run();
        driver.answer("/bellows/release?protocol=1&executors=2&keep=1&handedOn=false", done("\"2\"", 2));

        ReleaseReport report = answer(run.release(Release.idle(Duration.ofSeconds(1))));

        assertThat(report.released()).containsExactly(2);
        assertThat(report.executors(Outcome.KEPT)).containsExactly(1, 3);
        assertThat(scene.cluster.calls()).noneMatch(call -> call.startsWith("delete pods"));
        // What was done is seen at once, however lately somebody looked.
        int asked = scene.cluster.calls().size();
        answer(run.scaling());
        assertThat(scene.cluster.calls()).hasSizeGreaterThan(asked);
    }

    @Test
    void one_that_was_given_a_task_meanwhile_stays() {
        SparkRun run = run();
        driver.answer("/bellows/release?protocol=1&executors=2&keep=1&handedOn=false", done("", 3));

        assertThat(answer(run.release(Release.executors(2))).executors(Outcome.KEPT))
                .containsExactly(2);
    }

    @Test
    void a_number_is_set_and_executors_are_told_to_go() {
        SparkRun run = run();
        driver.answer("/bellows/target?protocol=1&total=5", done("", 5));
        driver.answer("/bellows/decommission?protocol=1&executors=2,3", done("\"3\"", 3));

        assertThat(answer(run.scaleTo(5)).target()).hasValue(5);
        ControlReport report = answer(run.decommission(3, 9, 2, 3));

        assertThat(report.isDone()).isTrue();
        assertThat(report.decisions())
                .extracting(decision -> decision.executor())
                .containsExactly(2, 3, 9);
        assertThat(report.going()).containsExactly(3);
        assertThat(report.decisions().get(2).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatever_the_listener_answers_has_a_name() {
        SparkRun run = run();
        String target = "/bellows/target?protocol=1&total=1";

        assertThat(answer(run.scaleTo(-1)).outcome()).isEqualTo(ControlOutcome.REFUSED);
        assertThat(outcome(run)).isEqualTo(ControlOutcome.NO_CONTROL);
        driver.answer(target, refusal("UNKNOWN_VERSION"));
        assertThat(outcome(run)).isEqualTo(ControlOutcome.UNKNOWN_VERSION);
        driver.answer(target, "{\"protocol\": 2, \"outcome\": \"OK\"}");
        assertThat(outcome(run)).isEqualTo(ControlOutcome.UNKNOWN_VERSION);
        driver.answer(target, refusal("DYNAMIC"));
        assertThat(outcome(run)).isEqualTo(ControlOutcome.OWNED_BY_DYNAMIC_ALLOCATION);
        driver.answer(target, refusal("NOT_RUNNING"));
        assertThat(outcome(run)).isEqualTo(ControlOutcome.UNREACHABLE);
        driver.answer(target, "<html>please log in</html>");
        assertThat(outcome(run)).isEqualTo(ControlOutcome.UNREACHABLE);
        served(403, "");
        assertThat(outcome(run)).isEqualTo(ControlOutcome.WRONG_KEY);
        served(403, "Forbidden");
        assertThat(outcome(run)).isEqualTo(ControlOutcome.FORBIDDEN);
        served(503, "ServiceUnavailable");
        assertThat(outcome(run)).isEqualTo(ControlOutcome.UNREACHABLE);
    }

    private void served(int code, String reason) {
        scene.cluster.served = path -> {
            throw new ClusterException(code, reason, "no", List.of(), Optional.empty());
        };
    }

    private ControlOutcome outcome(SparkRun run) {
        return answer(run.scaleTo(1)).outcome();
    }

    @Test
    void a_job_without_control_takes_no_orders() {
        SparkRun run = driver.withExecutors(scene);

        assertThat(answer(run.scaleTo(1)).outcome()).isEqualTo(ControlOutcome.NO_CONTROL);
        assertThat(answer(run.decommission(1)).outcome()).isEqualTo(ControlOutcome.NO_CONTROL);
        assertThat(answer(run.decommission(1)).decisions().get(0).outcome()).isEqualTo(Outcome.KEPT);
    }

    private <T> T answer(CompletableFuture<T> future) {
        scene.pass(10);
        return future.join();
    }
}
