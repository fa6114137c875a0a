package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunSelector;
import dev.bellows.run.RunStatus;
import dev.bellows.run.RunSummary;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FindingRunsTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private SparkRun submit(String key) {
        SparkRun run = scene.spark.submit(Scene.job(), RunOptions.key(key).retry(Retry.upTo(2)));
        scene.pass(2);
        return run;
    }

    private static String driver(SparkRun run) {
        return run.id().runName() + "-1-driver";
    }

    private void runs(SparkRun run) {
        scene.kubelet.schedule(driver(run));
        scene.kubelet.run(driver(run));
        scene.pass(1);
    }

    private <T> T told(CompletableFuture<T> future) {
        scene.pass(2);
        return future.getNow(null);
    }

    @Test
    void a_service_that_starts_again_watches_all_that_is_open_with_one_list_each() {
        SparkRun ended = submit("ended");
        SparkRun running = submit("running");
        SparkRun pending = submit("pending");
        runs(ended);
        runs(running);
        scene.kubelet.exit(driver(ended), 0, "Completed", "");
        scene.logs.end(driver(ended));
        scene.pass(5);
        scene.spark.close();
        var connection = scene.connection();
        SparkKubernetes again = scene.process(connection, ConnectOptions.ambient());
        List<SparkRun> runs = told(again.attachAll());

        assertThat(runs).extracting(SparkRun::id).containsExactlyInAnyOrder(running.id(), pending.id());
        assertThat(runs)
                .filteredOn(run -> run.id().equals(running.id()))
                .allSatisfy(run -> assertThat(run.driverRunning()).isCompleted());
        assertThat(connection.calls()).containsOnlyOnce("list configmaps", "list pods");
        assertThat(connection.calls()).doesNotContain("get configmaps", "get pods");
        scene.kubelet.exit(driver(running), 0, "Completed", "");
        scene.logs.end(driver(running));
        scene.pass(5);
        assertThat(runs)
                .filteredOn(run -> run.id().equals(running.id()))
                .allSatisfy(
                        run -> assertThat(run.result().getNow(null).succeeded()).isTrue());
    }

    @Test
    void runs_are_listed_as_their_records_tell() {
        SparkRun failed = submit("failed");
        runs(failed);
        scene.kubelet.exit(driver(failed), 101, "Error", "");
        scene.logs.end(driver(failed));
        scene.pass(5);
        SparkRun waiting = submit("waiting");
        runs(waiting);
        scene.kubelet.exit(driver(waiting), 1, "Error", "");
        scene.logs.end(driver(waiting));
        scene.pass(1);
        List<RunSummary> all = told(scene.spark.runs(RunSelector.all()));

        assertThat(all).extracting(RunSummary::id).containsExactly(failed.id(), waiting.id());
        assertThat(all).extracting(RunSummary::status).containsExactly(RunStatus.FAILED, RunStatus.BACKING_OFF);
        assertThat(all.get(0).result()).contains(failed.result().getNow(null));
        assertThat(told(scene.spark.runs(RunSelector.all().open())))
                .extracting(RunSummary::id)
                .containsExactly(waiting.id());
        assertThat(told(scene.spark.runs(RunSelector.all().job("another")))).isEmpty();
        assertThat(told(scene.spark.runs(RunSelector.all().namespace("elsewhere"))))
                .isEmpty();
    }

    @Test
    void another_client_s_runs_are_not_found() {
        SparkKubernetes other =
                scene.process(scene.connection(), ConnectOptions.ambient().client("other"));
        submit("mine");
        assertThat(told(other.runs(RunSelector.all()))).isEmpty();
        assertThat(told(other.attachAll())).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_read_hides_no_other() {
        SparkRun spoiled = submit("spoiled");
        SparkRun good = submit("good");
        scene.world.edit(
                "configmaps",
                Scene.NAMESPACE,
                spoiled.id().runName(),
                ConfigMap.class,
                map -> map.getMetadata().getAnnotations().putAll(Map.of("bellows.dev/current-attempt", "two")));
        assertThat(told(scene.spark.runs(RunSelector.all())))
                .extracting(RunSummary::id)
                .containsExactly(good.id());
    }

    @Test
    void a_list_that_is_refused_is_a_typed_problem() {
        scene.cluster.refuse("list configmaps", 100, Problems.forbidden());
        CompletableFuture<List<SparkRun>> all = scene.spark.attachAll();
        scene.pass(60);
        assertThat(all).isCompletedExceptionally();
        assertThat(all.handle((runs, error) -> error).join()).isInstanceOf(ClusterException.class);
    }

    @Test
    void a_connection_tells_how_it_does() {
        assertThat(told(scene.spark.health()).isWell()).isTrue();
        SparkRun run = submit("k1");
        Health health = told(scene.spark.health());
        assertThat(health.openRuns()).isOne();
        assertThat(health.watches()).extracting(Health.Watch::kind).containsExactly("pods", "configmaps");
        assertThat(health.watches())
                .allSatisfy(watch -> assertThat(watch.lastHeard()).isPresent());
        scene.cluster.refuse("watch pods", 100, Problems.unavailable());
        scene.cluster.breakWatches(Problems.unavailable());
        assertThat(told(scene.spark.health()).isWell()).isFalse();
        scene.cluster.heal();
        scene.pass(60);
        assertThat(told(scene.spark.health()).isWell()).isTrue();
        runs(run);
        scene.kubelet.exit(driver(run), 0, "Completed", "");
        scene.logs.end(driver(run));
        scene.pass(5);
        assertThat(told(scene.spark.health()).openRuns()).isZero();
    }
}
