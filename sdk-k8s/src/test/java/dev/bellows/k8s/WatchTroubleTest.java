package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatchTroubleTest {
    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_watch_that_fell_silent_is_renewed_and_nothing_is_missed() {
        SparkRun run = scene.running();
        scene.cluster.silence();
        scene.exits(0, "Completed");
        scene.pass(100);
        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    @Test
    void a_driver_that_went_while_nobody_could_look_is_found_missing() {
        SparkRun run = scene.running();
        scene.cluster.silence();
        scene.exits(1, "Error");
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        scene.world.forgetHistory();
        scene.pass(200);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.LOST);
        assertThat(scene.cluster.calls()).contains("list pods");
    }

    @Test
    void a_version_that_has_expired_costs_one_list() {
        scene.running();
        scene.world.forgetHistory();
        scene.cluster.endWatches();
        scene.pass(10);

        assertThat(scene.cluster.calls()).filteredOn("list pods"::equals).hasSize(1);
        assertThat(scene.cluster.openWatches()).isEqualTo(2);
    }

    @Test
    void a_watch_that_ends_goes_on_without_a_list() {
        scene.running();
        scene.cluster.endWatches();
        scene.pass(10);

        assertThat(scene.cluster.calls()).noneMatch(call -> call.startsWith("list"));
        assertThat(scene.cluster.openWatches()).isEqualTo(2);
    }

    @Test
    void a_cluster_that_ends_every_watch_at_once_is_not_hammered() {
        scene.running();
        int before = scene.cluster.calls().size();
        for (int i = 0; i < 6000; i++) {
            scene.cluster.endWatches();
            scene.time.advance(Duration.ofMillis(10));
        }

        assertThat(scene.cluster.calls().size() - before).isLessThan(120);
    }

    @Test
    void a_cluster_that_breaks_every_watch_at_once_is_not_hammered() {
        scene.running();
        int before = scene.cluster.calls().size();
        for (int i = 0; i < 6000; i++) {
            scene.cluster.breakWatches(Problems.reset());
            scene.time.advance(Duration.ofMillis(10));
        }

        assertThat(scene.cluster.calls().size() - before).isLessThan(120);
    }

    @Test
    void a_version_that_expires_again_and_again_is_not_hammered() {
        scene.running();
        int before = scene.cluster.calls().size();
        for (int i = 0; i < 6000; i++) {
            scene.cluster.breakWatches(Problems.expired());
            scene.time.advance(Duration.ofMillis(10));
        }

        assertThat(scene.cluster.calls().size() - before).isLessThan(200);
    }

    @Test
    void credentials_that_may_not_watch_fail_the_run_and_leave_nothing() {
        scene.cluster.refuse("watch pods", 1000, Problems.forbidden());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(60);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.FORBIDDEN);
        assertThat(scene.world.names()).isEmpty();
    }

    /** Rights are given, and tokens checked, by others who may be late by a moment. */
    @Test
    void watches_that_are_refused_for_a_moment_do_not_end_a_run_that_was_accepted() {
        scene.cluster.refuse("watch pods", 2, Problems.unauthorized());
        scene.cluster.refuse("watch configmaps", 2, Problems.forbidden());
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(10);
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(0, "Completed");
        scene.pass(60);

        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    @Test
    void credentials_that_lapse_for_a_while_do_not_end_a_run_that_runs() {
        SparkRun run = scene.running();
        scene.cluster.refuse("watch pods", 3, Problems.unauthorized());
        scene.cluster.refuse("watch configmaps", 3, Problems.unauthorized());
        scene.cluster.endWatches();
        scene.pass(5);
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
        scene.exits(0, "Completed");
        scene.pass(60);

        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    @Test
    void a_driver_that_ended_before_the_answer_to_its_creation_came_is_judged() {
        scene.cluster.hangAfter("create services");
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.exits(0, "Completed");
        scene.pass(40);

        assertThat(run.result().getNow(null).succeeded()).isTrue();
    }

    @Test
    void a_driver_that_was_gone_before_the_answer_to_its_creation_came_is_missed() {
        scene.cluster.hangAfter("create services");
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(1);
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        scene.pass(40);

        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.DRIVER_DELETED);
    }

    /** Whether the answer came or not: that driver has begun, and another one would be the attempt's second. */
    @Test
    void a_driver_that_was_gone_before_the_lost_answer_to_its_creation_is_not_made_again() {
        scene.cluster.hangAfter("create pods");
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());
        scene.pass(1);
        scene.world.delete("pods", Scene.NAMESPACE, Scene.DRIVER, DeleteMode.BACKGROUND);
        scene.pass(40);

        assertThat(scene.cluster.calls()).filteredOn("create pods"::equals).hasSize(1);
        assertThat(run.result().getNow(null).failure().orElseThrow().kind()).isEqualTo(FailureKind.DRIVER_DELETED);
    }

    @Test
    void the_watches_close_a_while_after_the_last_run() {
        scene.running();
        scene.exits(0, "Completed");
        scene.pass(20);
        assertThat(scene.cluster.openWatches()).as("for the next job").isEqualTo(2);
        scene.pass(60);

        assertThat(scene.cluster.openWatches()).isZero();
        assertThat(scene.time.waiting()).isZero();
    }
}
