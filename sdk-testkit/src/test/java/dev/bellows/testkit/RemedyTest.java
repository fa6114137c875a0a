package dev.bellows.testkit;

import static dev.bellows.job.Memory.gib;
import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What another attempt changes, and that its history says so. */
@ExtendWith(SimulatedClusterExtension.class)
class RemedyTest {
    private static final RunOptions OPTIONS = RunOptions.key("k").retention(Retention.none());
    private static final Retry RETRY = Retry.upTo(3).backoff(ofSeconds(1), ofSeconds(1));

    private static SparkRun submit(SimulatedCluster cluster, Retry retry) {
        return cluster.spark().submit(FailureStory.job().build(), OPTIONS.retry(retry));
    }

    private static Pod driver(SimulatedCluster cluster) {
        List<Pod> drivers = cluster.objects().list(Pod.class, "spark-role=driver");
        return drivers.get(drivers.size() - 1);
    }

    private static List<Change> changes(RunResult result) {
        return result.earlier().stream()
                .map(AttemptResult::changes)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void a_driver_that_runs_out_of_memory_gets_more_each_time_and_the_result_says_so(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .driverRunsFor(ofMinutes(5))
                .thenRunsOutOfMemory()
                .thenRunsFor(ofMinutes(5))
                .thenRunsOutOfMemory()
                .thenRunsFor(ofMinutes(5))
                .thenSucceeds();
        SparkRun run = submit(cluster, RETRY.remedy(Remedy.none().driverMemory(gib(4))));

        cluster.advance(ofMinutes(12));
        Quantity limit = driver(cluster)
                .getSpec()
                .getContainers()
                .get(0)
                .getResources()
                .getLimits()
                .get("memory");
        RunResult result = cluster.await(run.result());

        assertThat(run).succeeded().hasAttempts(3);
        assertThat(limit).isEqualTo(new Quantity("2240Mi"));
        assertThat(changes(result))
                .extracting(Change::toString)
                .containsExactly(
                        "driver.memoryOverhead: 384Mi -> 768Mi, because it was killed at its limit of 1408Mi",
                        "driver.memoryOverhead: 768Mi -> 1216Mi, because it was killed at its limit of 1792Mi");
        assertThat(result.report())
                .contains("SUCCEEDED after 3 attempts", "1. DRIVER_OOM after 5m", "then driver.memoryOverhead: 384Mi");
    }

    @Test
    void memory_never_grows_over_the_ceiling_and_at_it_the_run_ends(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenRunsOutOfMemory();
        SparkRun run = submit(cluster, RETRY.remedy(Remedy.none().driverMemory(gib(2))));

        RunResult result = cluster.await(run.result());

        assertThat(run).failedWith(FailureKind.DRIVER_OOM);
        assertThat(changes(result)).extracting(Change::to).containsExactly("768Mi", "1024Mi");
    }

    private static void quota(SimulatedCluster cluster, String limit) {
        cluster.objects()
                .create(
                        ResourceQuota.class,
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withName("team")
                                .endMetadata()
                                .withNewSpec()
                                .withHard(Map.of("limits.memory", new Quantity(limit)))
                                .endSpec()
                                .build());
    }

    @Test
    void a_job_does_not_grow_over_what_a_quota_leaves_and_the_result_says_so(SimulatedCluster cluster) {
        quota(cluster, "4607Mi");
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenRunsOutOfMemory();
        SparkRun run = submit(cluster, RETRY.remedy(Remedy.none().driverMemory(gib(4))));

        RunResult result = cluster.await(run.result());

        assertThat(run).failedWith(FailureKind.DRIVER_OOM).hasAttempts(1);
        assertThat(result.failure().orElseThrow().advice())
                .startsWith("Free quota or raise it: another attempt with driver.memoryOverhead 768Mi needs 4608Mi, and"
                        + " quota team leaves ")
                .contains("Mi of limits.memory. Otherwise: driver limit 1408Mi, killed at it: ");
    }

    @Test
    void a_job_grows_as_long_as_the_quota_has_room(SimulatedCluster cluster) {
        quota(cluster, "4608Mi");
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenRunsOutOfMemory();
        SparkRun run = submit(cluster, RETRY.remedy(Remedy.none().driverMemory(gib(4))));

        assertThat(changes(cluster.await(run.result()))).extracting(Change::to).containsExactly("768Mi");
        assertThat(run).failedWith(FailureKind.DRIVER_OOM).hasAttempts(2);
    }

    @Test
    void a_ceiling_that_is_reached_leaves_attempts_unused(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenRunsOutOfMemory();
        SparkRun run = submit(
                cluster,
                Retry.upTo(20)
                        .backoff(ofSeconds(1), ofSeconds(1))
                        .remedy(Remedy.none().driverMemory(gib(2))));

        assertThat(cluster.await(run.result()).attempts()).isEqualTo(3);
    }

    @Test
    void executors_that_run_out_of_memory_are_given_more_in_the_next_attempt(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .driverRunsFor(ofMinutes(5))
                .thenExits(11)
                .thenRunsFor(ofMinutes(5))
                .thenSucceeds()
                .everyExecutor()
                .runsOutOfMemoryAfter(ofMinutes(1));
        SparkRun run = submit(cluster, RETRY.remedy(Remedy.none().executorMemory(gib(8))));

        RunResult result = cluster.await(run.result());

        assertThat(run).succeeded().hasAttempts(2);
        assertThat(result.earlier().get(0).failure().kind()).isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(changes(result)).extracting(Change::field).containsExactly("executors.memoryOverhead");
    }

    @Test
    void a_job_on_spot_nodes_leaves_them_after_so_many_reclaims(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .driverRunsFor(ofMinutes(5))
                .thenExits(1)
                .thenRunsFor(ofMinutes(5))
                .thenSucceeds()
                .executor(1)
                .isPreemptedAfter(ofMinutes(1))
                .executor(2)
                .isEvictedAfter(ofMinutes(2));
        SparkRun run = cluster.spark()
                .submit(
                        FailureStory.job().spot(Spot.on(SpotPlatform.KARPENTER)).build(),
                        OPTIONS.retry(RETRY.remedy(Remedy.none().onDemandAfter(2))));

        cluster.advance(ofMinutes(7));
        String template =
                cluster.objects().list(ConfigMap.class).get(0).getData().toString();
        Pod driver = driver(cluster);
        RunResult result = cluster.await(run.result());

        assertThat(run).succeeded().hasAttempts(2);
        assertThat(changes(result))
                .as(result.earlier().get(0).failure().describe())
                .containsExactly(new Change("spot", "spot nodes", "nodes on demand", "2 pods were taken away"));
        assertThat(driver.getSpec().getAffinity().toString()).contains("karpenter.sh/capacity-type", "NotIn");
        assertThat(template).contains("NotIn");
    }

    @Test
    void a_driver_whose_image_one_node_cannot_pull_goes_to_another(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .imagePullFails()
                .driverRunsFor(ofMinutes(5))
                .thenSucceeds();
        SparkRun run = submit(cluster, RETRY.remedy(Remedy.none().onOtherNode()));

        cluster.advance(ofMinutes(2));
        String affinity = driver(cluster).getSpec().getAffinity().toString();
        RunResult result = cluster.await(run.result());

        assertThat(run).succeeded().hasAttempts(2);
        assertThat(affinity)
                .contains(
                        "kubernetes.io/hostname",
                        "NotIn",
                        changes(result).get(0).from());
    }

    @Test
    void what_was_changed_is_known_to_every_process(SimulatedCluster cluster) {
        FailureStory.script(cluster)
                .driverRunsFor(ofMinutes(5))
                .thenRunsOutOfMemory()
                .thenRunsFor(ofMinutes(5))
                .thenRunsOutOfMemory()
                .thenRunsFor(ofMinutes(5))
                .thenSucceeds();
        SparkRun first = submit(cluster, RETRY.remedy(Remedy.none().driverMemory(gib(4))));
        cluster.advance(ofMinutes(8));
        cluster.kill(cluster.spark());
        SparkRun second = cluster.connect(ConnectOptions.ambient()).attach(first.id());

        RunResult result = cluster.await(second.result());

        assertThat(result.succeeded()).isTrue();
        assertThat(changes(result)).extracting(Change::to).containsExactly("768Mi", "1216Mi");
    }

    @Test
    void attempts_begin_anew_after_a_healthy_time_and_the_newest_stay_known(SimulatedCluster cluster) {
        JobScript script = FailureStory.script(cluster);
        for (int attempt = 1; attempt <= 30; attempt++) {
            script.driverRunsFor(ofHours(2)).thenIsEvicted();
        }
        script.driverRunsFor(ofMinutes(1)).thenSucceeds();
        SparkRun run = submit(
                cluster, Retry.upTo(2).backoff(ofSeconds(1), ofSeconds(1)).resetAfter(ofHours(1)));

        RunResult result = cluster.await(run.result());

        assertThat(run).succeeded().hasAttempts(31);
        assertThat(result.earlier()).hasSize(20);
        assertThat(result.earlier().get(0).number()).isEqualTo(11);
    }

    @Test
    void failures_that_the_policy_does_not_name_are_not_tried_again(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(5)).thenExits(1);
        SparkRun run = submit(cluster, RETRY.on(FailureKind.EVICTED));

        assertThat(cluster.await(run.result()).attempts()).isOne();
    }
}
