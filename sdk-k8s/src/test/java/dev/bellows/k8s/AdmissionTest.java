package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Admission;
import dev.bellows.run.Detached;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdmissionTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private SparkKubernetes process(Admission admission) {
        return scene.process(
                scene.cluster, ConnectOptions.ambient().client("limited").admission(admission));
    }

    private List<SparkRun> submit(SparkKubernetes spark, String queue, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> spark.submit(Scene.job(), RunOptions.key(queue + i).queue(queue)))
                .toList();
    }

    private static List<RunStatus> statuses(List<SparkRun> runs) {
        return runs.stream().map(run -> run.state().status()).toList();
    }

    private void finish(SparkRun run) {
        String driver = new AttemptId(run.id(), 1, "", "").driverPodName();
        scene.kubelet.schedule(driver);
        scene.kubelet.run(driver);
        scene.pass(1);
        scene.kubelet.exit(driver, 0, "Completed", "");
        scene.logs.end(driver);
        scene.pass(5);
    }

    @Test
    void runs_beyond_the_limit_wait_in_the_process_until_one_has_ended() {
        SparkKubernetes spark = process(Admission.open().runs(1));
        List<SparkRun> runs = submit(spark, "nightly", 3);
        scene.pass(1);
        assertThat(statuses(runs)).containsExactly(RunStatus.ACTIVE, RunStatus.QUEUED, RunStatus.QUEUED);
        assertThat(scene.world.names())
                .filteredOn(name -> name.startsWith("configmaps/"))
                .hasSize(1);
        assertThat(spark.health()).isCompletedWithValueMatching(health -> health.waitingRuns() == 2);

        finish(runs.get(0));
        assertThat(statuses(runs)).containsExactly(RunStatus.SUCCEEDED, RunStatus.ACTIVE, RunStatus.QUEUED);
    }

    @Test
    void a_run_that_waits_is_cancelled_without_a_request() {
        SparkKubernetes spark = process(Admission.open().runs(1));
        List<SparkRun> runs = submit(spark, "nightly", 3);
        scene.pass(1);
        int before = scene.cluster.calls().size();
        runs.get(1).cancel();
        scene.pass(5);

        assertThat(runs.get(1).result()).isCompletedWithValueMatching(result -> result.status() == RunStatus.CANCELLED);
        assertThat(scene.cluster.calls()).hasSize(before);
        finish(runs.get(0));
        assertThat(runs.get(2).state().status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void a_run_that_waits_and_is_detached_gives_up_its_turn() {
        SparkKubernetes spark = process(Admission.open().runs(1));
        List<SparkRun> runs = submit(spark, "nightly", 3);
        scene.pass(1);
        runs.get(1).detach();
        finish(runs.get(0));

        assertThat(runs.get(1).result()).isCompletedExceptionally();
        assertThatThrownBy(() -> runs.get(1).result().join()).hasCauseInstanceOf(Detached.class);
        assertThat(runs.get(2).state().status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void a_line_of_many_leaves_room_for_another_line() {
        SparkKubernetes spark = process(Admission.open().runs(2));
        List<SparkRun> many = submit(spark, "many", 5);
        List<SparkRun> few = submit(spark, "few", 1);
        scene.pass(1);
        finish(many.get(0));

        assertThat(few.get(0).state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(statuses(many).subList(2, 5)).containsOnly(RunStatus.QUEUED);
    }

    @Test
    void submissions_come_no_faster_than_is_said() {
        SparkKubernetes spark = process(Admission.open().submissionsPerSecond(0.5));
        List<SparkRun> runs = submit(spark, "nightly", 4);
        scene.pass(1);
        assertThat(statuses(runs)).filteredOn(RunStatus.ACTIVE::equals).hasSize(1);
        scene.pass(2);
        assertThat(statuses(runs)).filteredOn(RunStatus.ACTIVE::equals).hasSize(2);
        scene.pass(4);
        assertThat(statuses(runs)).containsOnly(RunStatus.ACTIVE);
    }

    @Test
    void submissions_move_apart_while_the_server_is_asked_too_much() {
        SparkKubernetes spark = process(Admission.open());
        scene.cluster.refuse("create configmaps", 4, Problems.tooMany(1));
        submit(spark, "first", 1);
        scene.pass(3);
        List<SparkRun> runs = submit(spark, "nightly", 10);
        scene.time.advance(Duration.ofMillis(15));
        assertThat(statuses(runs)).contains(RunStatus.QUEUED);
        scene.pass(5);

        assertThat(statuses(runs)).containsOnly(RunStatus.ACTIVE);
    }

    @Test
    void a_run_that_is_found_again_has_its_place_at_once() {
        SparkRun before = submit(scene.spark, "nightly", 1).get(0);
        scene.pass(1);
        SparkKubernetes spark = scene.process(
                scene.connection(),
                ConnectOptions.ambient().admission(Admission.open().runs(1)));
        SparkRun again = spark.attach(before.id());
        SparkRun next = spark.submit(Scene.job(), RunOptions.key("next"));
        scene.time.advance(Duration.ofSeconds(2));

        assertThat(again.state().status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(next.state().status()).isEqualTo(RunStatus.QUEUED);
    }

    @Test
    void a_refused_submission_does_not_hold_its_place() {
        SparkKubernetes spark = process(Admission.open().runs(1));
        scene.cluster.refuse("create pods", 1, Problems.quota());
        List<SparkRun> runs = submit(spark, "nightly", 2);
        scene.pass(20);

        assertThat(statuses(runs)).containsExactly(RunStatus.FAILED, RunStatus.ACTIVE);
    }
}
