package dev.bellows.testkit;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.check.SweepRefused;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import dev.bellows.run.SweepReport.What;
import dev.bellows.testkit.fault.FaultPlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final ConnectOptions MINE = ConnectOptions.ambient().client("mine");

    private final SimulatedCluster cluster = SimulatedCluster.seeded(7);
    private SparkKubernetes spark = cluster.connect(MINE);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private SparkRun ended(String job, int exitCode, RunOptions options) {
        cluster.job(job).driverRunsFor(ofMinutes(2)).thenExits(exitCode);
        SparkRun run = spark.submit(job(job), options);
        cluster.await(run.result());
        return run;
    }

    /** From now on nobody watches: what is kept for a while stays until it is swept. */
    private void everybodyGoes() {
        cluster.advance(ofMinutes(1));
        cluster.kill(spark);
        spark = cluster.connect(MINE);
    }

    private SweepReport sweep(SweepPolicy policy) {
        SweepReport report = cluster.await(spark.sweep(policy));
        cluster.advance(ofMinutes(1));
        return report;
    }

    private static SparkJob job(String name) {
        return SparkJob.builder()
                .name(name)
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app.jar", "com.acme.App")
                .build();
    }

    private List<String> objects() {
        return Stream.<Class<? extends HasMetadata>>of(ConfigMap.class, Pod.class, Service.class)
                .flatMap(type -> cluster.objects().list(type).stream())
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    @Test
    void runs_go_when_their_own_retention_is_over_and_not_before() {
        ended("short", 1, RunOptions.key("k").retention(new Retention(ofHours(1), ofDays(1))));
        ended("long", 1, RunOptions.key("k").retention(new Retention(ofDays(2), ofDays(7))));
        everybodyGoes();

        cluster.advance(ofHours(23));
        SweepReport early = sweep(SweepPolicy.byRetention());
        cluster.advance(ofHours(1));
        SweepReport due = sweep(SweepPolicy.byRetention());

        assertThat(early.removed()).extracting(SweepReport.Removal::what).containsExactly(What.DRIVER);
        assertThat(due.removed()).singleElement().satisfies(removal -> {
            assertThat(removal.what()).isEqualTo(What.RUN);
            assertThat(removal.run().orElseThrow().jobName()).isEqualTo("short");
            assertThat(removal.why()).startsWith("FAILED, ended PT24H").endsWith("(kept for PT24H)");
        });
        assertThat(due.runs()).isEqualTo(2);
        assertThat(objects()).hasSize(2).allMatch(object -> object.contains("long-"));
    }

    @Test
    void a_run_goes_with_one_call_and_leaves_nothing() {
        for (int i = 0; i < 5; i++) {
            ended("job-" + i, i % 2, RunOptions.key("k"));
        }
        everybodyGoes();
        cluster.advance(ofHours(1));
        long before = calls("delete");

        SweepReport report = sweep(SweepPolicy.endedBefore(ofMinutes(10)));

        assertThat(report.count(What.RUN)).isEqualTo(5);
        assertThat(report.removed()).hasSize(5);
        assertThat(calls("delete") - before).isEqualTo(5);
        assertThat(objects()).isEmpty();
    }

    @Test
    void outcomes_are_kept_apart_and_open_runs_stay() {
        ended("good", 0, RunOptions.key("k"));
        ended("bad", 1, RunOptions.key("k"));
        cluster.job("open").driverRunsFor(ofDays(9)).thenSucceeds();
        spark.submit(job("open"), RunOptions.key("k"));
        everybodyGoes();
        cluster.advance(ofHours(2));

        SweepReport report = sweep(SweepPolicy.endedBefore(ofHours(1)).keep(RunStatus.FAILED, ofDays(30)));

        assertThat(report.removed())
                .extracting(removal -> removal.run().orElseThrow().jobName())
                .containsExactly("good");
        assertThat(objects()).anyMatch(object -> object.startsWith("Pod open-"));
    }

    @Test
    void a_dry_run_tells_the_same_and_removes_nothing() {
        ended("good", 0, RunOptions.key("k"));
        everybodyGoes();
        cluster.advance(ofHours(2));
        List<String> before = objects();

        SweepReport told = sweep(SweepPolicy.endedBefore(ofHours(1)).dryRun());

        assertThat(told.isDryRun()).isTrue();
        assertThat(told.toString()).startsWith("1 runs, 1 removals to be made, 0 failed\n  RUN default/good/k (good-");
        assertThat(objects()).isEqualTo(before);
        assertThat(sweep(SweepPolicy.endedBefore(ofHours(1))).removed())
                .extracting(SweepReport.Removal::name)
                .isEqualTo(
                        told.removed().stream().map(SweepReport.Removal::name).toList());
    }

    @Test
    void the_kept_driver_of_a_run_of_one_object_goes_before_its_record() {
        ended("compact", 1, RunOptions.key("k").layout(Layout.COMPACT));
        everybodyGoes();
        cluster.advance(ofHours(2));

        SweepReport report = sweep(SweepPolicy.endedBefore(ofHours(1)));

        assertThat(report.removed()).extracting(SweepReport.Removal::what).containsExactly(What.DRIVER, What.RUN);
        assertThat(objects()).isEmpty();
    }

    @Test
    void executors_of_a_dead_driver_go_although_nobody_wrote_how_it_ended() {
        cluster.job("orphaned").driverRunsFor(ofMinutes(2)).thenExits(1);
        spark.submit(job("orphaned"), RunOptions.key("k"));
        cluster.advance(ofMinutes(1));
        cluster.kill(spark);
        spark = cluster.connect(MINE);
        cluster.advance(ofMinutes(3));
        Pod driver = cluster.objects().list(Pod.class, "spark-role=driver").get(0);
        cluster.objects().create(Pod.class, executor(driver, "stray"));

        assertThat(sweep(SweepPolicy.byRetention()).removed()).isEmpty();
        cluster.advance(ofMinutes(5));
        SweepReport report = sweep(SweepPolicy.byRetention());

        assertThat(report.count(What.EXECUTORS)).isOne();
        assertThat(cluster.objects().list(Pod.class, "spark-role=executor")).isEmpty();
        assertThat(cluster.objects().list(Pod.class, "spark-role=driver")).hasSize(1);
        assertThat(report.runs()).isOne();
    }

    private static Pod executor(Pod driver, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withLabels(driver.getMetadata().getLabels())
                .addToLabels("spark-role", "executor")
                .addToLabels("spark-exec-id", "9")
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(driver.getMetadata().getName())
                .withUid(driver.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("spark-kubernetes-executor")
                .withImage("any")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void what_spark_submit_left_goes_only_when_it_is_asked_for_and_no_pod_needs_it() {
        for (String application : List.of("spark-dead", "spark-alive")) {
            cluster.objects()
                    .create(
                            Service.class,
                            new ServiceBuilder()
                                    .withNewMetadata()
                                    .withName(application + "-svc")
                                    .addToLabels("spark-app-selector", application)
                                    .endMetadata()
                                    .withNewSpec()
                                    .withClusterIP("None")
                                    .endSpec()
                                    .build());
            cluster.objects()
                    .create(
                            ConfigMap.class,
                            new ConfigMapBuilder()
                                    .withNewMetadata()
                                    .withName(application + "-conf-map")
                                    .addToLabels("spark-app-selector", application)
                                    .endMetadata()
                                    .build());
        }
        cluster.objects()
                .create(
                        Pod.class,
                        new PodBuilder()
                                .withNewMetadata()
                                .withName("driver")
                                .addToLabels("spark-app-selector", "spark-alive")
                                .endMetadata()
                                .withNewSpec()
                                .addNewContainer()
                                .withName("c")
                                .withImage("any")
                                .endContainer()
                                .endSpec()
                                .build());
        cluster.advance(ofDays(1));

        assertThat(sweep(SweepPolicy.endedBefore(Duration.ZERO)).removed()).isEmpty();
        assertThat(sweep(SweepPolicy.byRetention().sparkSubmitOrphans(ofDays(2)))
                        .removed())
                .isEmpty();
        assertThat(sweep(SweepPolicy.byRetention().sparkSubmitOrphans(ofHours(2)))
                        .removed())
                .extracting(SweepReport.Removal::name)
                .containsExactly("spark-dead-svc", "spark-dead-conf-map");
        assertThat(objects())
                .containsExactly("ConfigMap spark-alive-conf-map", "Pod driver", "Service spark-alive-svc");
    }

    @Test
    void a_background_task_sweeps_until_the_connection_is_closed() {
        ended("good", 0, RunOptions.key("k").retention(new Retention(ofHours(1), ofHours(1))));
        everybodyGoes();
        spark.sweepEvery(ofHours(1), SweepPolicy.byRetention());

        cluster.advance(ofHours(4));
        assertThat(objects()).isEmpty();
        spark.close();
        long before = calls("list");
        cluster.advance(ofDays(1));

        assertThat(calls("list")).isEqualTo(before);
    }

    @Test
    void a_sweep_without_a_name_of_its_own_is_refused() {
        SparkKubernetes nobody = cluster.spark();

        assertThat(nobody.sweep(SweepPolicy.byRetention()))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(SweepRefused.class)
                .withMessageContaining("SWEEP_CLIENT_MISSING")
                .withMessageContaining("ConnectOptions.client(...)");
        assertThatThrownBy(() -> nobody.sweepEvery(ofHours(1), SweepPolicy.byRetention()))
                .isInstanceOf(SweepRefused.class);
        assertThatThrownBy(() -> spark.sweepEvery(Duration.ofSeconds(1), SweepPolicy.byRetention()))
                .isInstanceOf(SweepRefused.class)
                .hasMessageContaining("PT1S (expected: >= PT1M)");
    }

    @Test
    void a_sweep_under_way_ends_with_the_connection() {
        cluster.apiServerDown(ofHours(1));
        var report = spark.sweep(SweepPolicy.byRetention());
        spark.close();

        assertThat(report).isCompletedExceptionally();
        cluster.faults(FaultPlan.NONE);
    }

    private long calls(String verb) {
        return cluster.trace()
                .lines()
                .filter(line -> line.contains(" " + verb + " "))
                .count();
    }
}
