package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Admission;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs for which a quota has no room wait in the process, in place of drivers that wait for executors that never come. */
@ExtendWith(SimulatedClusterExtension.class)
class QuotaWaitTest {
    private static final Admission WAITING = Admission.open().waitForQuota(ofHours(2));

    private static void quota(SimulatedCluster cluster, Map<String, String> hard) {
        ResourceQuotaBuilder quota = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("team")
                .endMetadata()
                .withNewSpec()
                .endSpec();
        hard.forEach((resource, most) ->
                quota.editSpec().addToHard(resource, new Quantity(most)).endSpec());
        cluster.objects().create(ResourceQuota.class, quota.build());
    }

    private static SparkKubernetes connect(SimulatedCluster cluster, Admission admission) {
        return cluster.connect(ConnectOptions.ambient().client("waiting").admission(admission));
    }

    /** Runs whose drivers want two executors each. */
    private static List<SparkRun> submitted(SparkKubernetes spark, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> spark.submit(
                        FailureStory.job()
                                .executors(executors -> executors.count(2))
                                .build(),
                        RunOptions.key("k" + i).stallTimeout(ofMinutes(10)).retention(Retention.none())))
                .toList();
    }

    private static List<RunStatus> statuses(List<SparkRun> runs) {
        return runs.stream().map(run -> run.state().status()).toList();
    }

    private static List<RunEvent> events(SparkRun run) {
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(events::add);
        return events;
    }

    @Test
    void without_waiting_drivers_fill_a_quota_in_which_none_of_them_gets_executors(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "4"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        List<SparkRun> runs = submitted(connect(cluster, Admission.open()), 5);
        cluster.advance(ofMinutes(1));

        assertThat(cluster.objects().list(Pod.class, "spark-role=driver")).hasSize(4);
        assertThat(cluster.objects().list(Pod.class, "spark-role=executor")).isEmpty();
        assertThat(runs)
                .filteredOn(run -> run.state().status() == RunStatus.FAILED)
                .singleElement()
                .satisfies(run -> assertThat(run).failedWith(FailureKind.QUOTA));
    }

    @Test
    void runs_wait_until_the_quota_has_room_for_driver_and_executors_and_all_succeed(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "7"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        List<SparkRun> runs = submitted(connect(cluster, WAITING), 5);
        List<RunEvent> told = events(runs.get(2));
        cluster.advance(ofMinutes(1));

        assertThat(statuses(runs))
                .containsExactly(
                        RunStatus.ACTIVE, RunStatus.ACTIVE, RunStatus.QUEUED, RunStatus.QUEUED, RunStatus.QUEUED);
        assertThat(cluster.objects().list(Pod.class, "spark-role=executor")).hasSize(4);
        assertThat(told)
                .extracting(RunEvent::toString)
                .contains("queued (quota team leaves 1 of pods, and the driver and 2 executors need 3)");

        cluster.advance(ofHours(2));
        assertThat(statuses(runs)).containsOnly(RunStatus.SUCCEEDED);
    }

    @Test
    void memory_and_cores_count_as_the_pods_ask_for_them(SimulatedCluster cluster) {
        quota(cluster, Map.of("requests.memory", "8Gi", "requests.cpu", "3500m"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        List<SparkRun> runs = submitted(connect(cluster, WAITING), 2);
        cluster.advance(ofMinutes(1));

        assertThat(statuses(runs)).containsExactly(RunStatus.ACTIVE, RunStatus.QUEUED);
        assertThat(cluster.objects()
                        .list(ResourceQuota.class)
                        .get(0)
                        .getStatus()
                        .getUsed())
                .containsEntry("requests.cpu", new Quantity("3"))
                .containsEntry("requests.memory", new Quantity("4224Mi"));
    }

    @Test
    void a_run_that_no_quota_would_ever_have_room_for_fails_at_once_and_others_go(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "3"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(1)).thenSucceeds();
        SparkKubernetes spark = connect(cluster, WAITING);
        SparkRun large = spark.submit(
                FailureStory.job().executors(executors -> executors.count(3)).build(), RunOptions.key("large"));
        List<SparkRun> small = submitted(spark, 1);
        cluster.advance(ofMinutes(5));

        assertThat(large).failedWith(FailureKind.QUOTA);
        assertThat(cluster.await(large.result()).failure().orElseThrow().reason())
                .isEqualTo("quota team has 3 of pods, and the driver and 3 executors need 4");
        assertThat(statuses(small)).containsOnly(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_that_is_there_already_waits_for_no_room(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "3"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        List<SparkRun> runs = new ArrayList<>(submitted(connect(cluster, WAITING), 1));
        cluster.advance(ofMinutes(1));
        runs.addAll(submitted(connect(cluster, WAITING), 1));
        cluster.advance(ofMinutes(1));
        assertThat(statuses(runs)).containsOnly(RunStatus.ACTIVE);

        change(cluster, "1");
        runs.addAll(submitted(connect(cluster, WAITING), 1));
        cluster.advance(ofMinutes(1));
        assertThat(statuses(runs)).containsOnly(RunStatus.ACTIVE);
        assertThat(cluster.objects().list(Pod.class, "spark-role=driver")).hasSize(1);

        cluster.advance(ofHours(1));
        assertThat(statuses(runs)).containsOnly(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_that_is_tended_while_it_waits_is_seen_when_it_runs(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "6"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        SparkRun other = connect(cluster, Admission.open()).submit(withExecutors(3), RunOptions.key("other"));
        SparkKubernetes spark = connect(cluster, WAITING);
        SparkRun first = spark.submit(withExecutors(1), RunOptions.key("first"));
        cluster.advance(ofMinutes(1));
        SparkRun second = spark.submit(withExecutors(2), RunOptions.key("second"));
        second.tend(ScaleDown.none());
        first.cancel();
        cluster.advance(ofMinutes(5));
        assertThat(statuses(List.of(first, second))).containsExactly(RunStatus.CANCELLED, RunStatus.QUEUED);

        other.cancel();
        cluster.advance(ofMinutes(5));
        assertThat(cluster.await(second.executors())).hasSize(2);
    }

    private static SparkJob withExecutors(int number) {
        return FailureStory.job()
                .executors(executors -> executors.count(number))
                .build();
    }

    private static void change(SimulatedCluster cluster, String pods) {
        cluster.objects()
                .edit(
                        ResourceQuota.class,
                        "default",
                        "team",
                        quota -> quota.getSpec().setHard(Map.of("pods", new Quantity(pods))));
    }

    @Test
    void nobody_waits_longer_than_was_said(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "3"));
        FailureStory.script(cluster).driverRunsFor(ofHours(10)).thenSucceeds();
        List<SparkRun> runs = submitted(connect(cluster, Admission.open().waitForQuota(ofMinutes(20))), 2);
        cluster.advance(ofMinutes(19));
        assertThat(statuses(runs)).containsExactly(RunStatus.ACTIVE, RunStatus.QUEUED);
        cluster.advance(ofMinutes(2));

        assertThat(runs.get(1)).failedWith(FailureKind.QUOTA);
        assertThat(cluster.await(runs.get(1).result()).failure().orElseThrow().reason())
                .startsWith("after PT20M quota team leaves 0 of pods");
        assertThat(cluster.objects().list(Pod.class, "spark-role=driver")).hasSize(1);
    }

    @Test
    void who_waits_is_cancelled_without_a_trace_on_the_cluster(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "3"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        List<SparkRun> runs = submitted(connect(cluster, WAITING), 3);
        cluster.advance(ofMinutes(1));
        runs.get(1).cancel();
        cluster.advance(ofMinutes(59));

        assertThat(statuses(runs)).containsExactly(RunStatus.SUCCEEDED, RunStatus.CANCELLED, RunStatus.ACTIVE);
    }

    @Test
    void one_that_is_cancelled_while_its_record_is_looked_for_tells_nothing_after_its_end(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "3"));
        FailureStory.script(cluster).driverRunsFor(ofMinutes(30)).thenSucceeds();
        SparkKubernetes spark = connect(cluster, WAITING);
        submitted(spark, 1);
        cluster.advance(ofMinutes(1));
        SparkRun second = spark.submit(withExecutors(2), RunOptions.key("second"));
        List<RunEvent> told = events(second);
        cluster.advance(ofMillis(500));
        second.cancel();
        cluster.advance(ofMinutes(1));

        assertThat(second.state().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(told).last().isInstanceOf(RunEvent.Ended.class);
    }

    @Test
    void a_quota_that_somebody_raises_lets_the_next_in(SimulatedCluster cluster) {
        quota(cluster, Map.of("pods", "3"));
        FailureStory.script(cluster).driverRunsFor(ofHours(10)).thenSucceeds();
        List<SparkRun> runs = submitted(connect(cluster, WAITING), 2);
        cluster.advance(ofMinutes(1));
        change(cluster, "6");
        cluster.advance(ofSeconds(15));

        assertThat(statuses(runs)).containsOnly(RunStatus.ACTIVE);
    }
}
