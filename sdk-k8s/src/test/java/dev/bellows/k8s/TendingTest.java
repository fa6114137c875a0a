package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ServedDriver;
import dev.bellows.run.Executor;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TendingTest {
    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

    @RegisterExtension
    final Scene scene = new Scene();

    private final ServedDriver driver = new ServedDriver();

    @Test
    void what_has_been_idle_and_empty_for_long_enough_goes() {
        SparkRun run = driver.withExecutors(scene);

        run.tend(ScaleDown.idle(Duration.ofSeconds(30)));
        scene.pass(20);
        assertThat(answer(run.executors())).hasSize(3);
        scene.pass(30);

        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 2);
        assertThat(decisions(run, Outcome.RELEASED))
                .extracting(Decision::executor)
                .containsExactly(3);
    }

    @Test
    void a_decision_is_told_when_it_changes() {
        SparkRun run = driver.withExecutors(scene);

        run.tend(ScaleDown.idle(Duration.ofHours(1)));
        scene.pass(600);

        assertThat(decisions(run, Outcome.KEPT)).extracting(Decision::executor).containsExactly(1, 2, 3);
    }

    @Test
    void what_nothing_but_old_shuffle_data_keeps_is_stuck_and_goes_if_that_is_said() {
        SparkRun run = driver.withExecutors(scene);
        driver.answer("jobs", "[]");

        run.tend(ScaleDown.none().stuckAfter(Duration.ofMinutes(1)));
        scene.pass(120);
        assertThat(decisions(run, Outcome.STUCK)).extracting(Decision::executor).containsExactly(2);
        assertThat(answer(run.executors())).hasSize(3);

        run.tend(ScaleDown.idle(Duration.ofMinutes(1))
                .stuckAfter(Duration.ofMinutes(1))
                .releaseStuck());
        driver.answer("jobs?status=running", "[{\"jobId\": 2, \"status\": \"RUNNING\"}]");
        scene.pass(30);
        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 2);
        assertThat(decisions(run, Outcome.KEPT))
                .filteredOn(decision -> decision.executor() == 2)
                .extracting(Decision::why)
                .contains("a job has begun since, which may need its shuffle data");

        driver.answer("jobs?status=running", "[]");
        scene.pass(30);
        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1);
    }

    @Test
    void pods_are_marked_once_a_change() {
        SparkRun run = driver.withExecutors(scene);

        run.tend(ScaleDown.none());
        scene.pass(120);
        assertThat(marks(1)).containsEntry(SAFE_TO_EVICT, "false").containsEntry(DO_NOT_DISRUPT, "true");
        assertThat(marks(2)).containsEntry(SAFE_TO_EVICT, "false").containsEntry(DO_NOT_DISRUPT, "true");
        assertThat(marks(3)).containsEntry(SAFE_TO_EVICT, "true").doesNotContainKey(DO_NOT_DISRUPT);
        assertThat(patches()).isEqualTo(3);

        scene.pass(600);
        assertThat(patches()).isEqualTo(3);

        driver.answer(
                "executors",
                ServedDriver.EXECUTORS.replace(
                        "\"id\": \"3\", \"activeTasks\": 0", "\"id\": \"3\", \"activeTasks\": 1"));
        scene.pass(60);
        assertThat(marks(3)).containsEntry(SAFE_TO_EVICT, "false").containsEntry(DO_NOT_DISRUPT, "true");
        assertThat(patches()).isEqualTo(4);
    }

    @Test
    void nobody_looks_after_the_end() {
        SparkRun run = driver.withExecutors(scene);
        run.tend(ScaleDown.none());
        scene.pass(60);

        scene.exits(0, "Completed");
        scene.pass(60);
        long calls = scene.cluster.calls().size();
        scene.pass(600);

        assertThat(run.result()).isCompleted();
        assertThat(scene.cluster.calls()).hasSizeLessThan((int) calls + 10);
    }

    @Test
    void policies_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> ScaleDown.idle(Duration.ofSeconds(-1))).hasMessage("idle: PT-1S (expected: >= PT10S)");
        assertThatThrownBy(() -> ScaleDown.none().keepAtLeast(-1)).hasMessage("keepAtLeast: -1 (expected: >= 0)");
        assertThatThrownBy(() -> ScaleDown.none().releaseStuck()).hasMessageContaining("stuckAfter");
    }

    private List<Decision> decisions(SparkRun run, Outcome outcome) {
        return answer(run.scaling()).decisions().stream()
                .filter(decision -> decision.outcome() == outcome)
                .toList();
    }

    private Map<String, String> marks(int executor) {
        String name = Scene.DRIVER.replaceFirst("-driver$", "-exec-" + executor);
        return scene.world
                .find("pods", Scene.NAMESPACE, name, Pod.class)
                .orElseThrow()
                .getMetadata()
                .getAnnotations();
    }

    private long patches() {
        return scene.cluster.calls().stream().filter("patch pods"::equals).count();
    }

    private <T> T answer(CompletableFuture<T> future) {
        scene.pass(10);
        return future.join();
    }
}
