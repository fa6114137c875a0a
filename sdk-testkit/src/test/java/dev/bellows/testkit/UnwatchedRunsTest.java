package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import dev.bellows.run.SweepReport.What;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose process has died before they ended: a sweep lets them go as it does the others, and never what may still run. */
class UnwatchedRunsTest {
    private static final ConnectOptions MINE = ConnectOptions.ambient().client("mine");
    private static final RunOptions OPTIONS = RunOptions.key("k");
    private static final SparkJob JOB = Plot.JOB;

    private final SimulatedCluster cluster = SimulatedCluster.seeded(7);
    private SparkKubernetes spark = cluster.connect(MINE);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    /** A run whose process dies while its driver runs. */
    private SparkRun unwatched(RunOptions options) {
        SparkRun run = spark.submit(JOB, options);
        cluster.advance(ofSeconds(20));
        everybodyGoes();
        return run;
    }

    private void everybodyGoes() {
        cluster.kill(spark);
        spark = cluster.connect(MINE);
    }

    private SweepReport sweep() {
        SweepReport report = cluster.await(spark.sweep(SweepPolicy.byRetention()));
        cluster.advance(ofMinutes(1));
        return report;
    }

    private List<String> objects() {
        return Stream.<Class<? extends HasMetadata>>of(ConfigMap.class, Pod.class, Service.class)
                .flatMap(type -> cluster.objects().list(type).stream())
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nothing_is_left_of_a_run_whose_driver_ended_long_ago(int exitCode) {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenExits(exitCode);
        SparkRun run = unwatched(OPTIONS);
        cluster.advance(ofDays(60));

        SweepReport report = sweep();

        assertThat(report.count(What.RUN)).isOne();
        assertThat(report.removed())
                .allMatch(removal -> removal.run().filter(run.id()::equals).isPresent());
        assertThat(report.failed()).isEmpty();
        assertThat(objects()).isEmpty();
    }

    @Test
    void nor_in_one_object() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenExits(1);
        unwatched(OPTIONS.layout(Layout.COMPACT));
        cluster.advance(ofDays(60));

        sweep();

        assertThat(objects()).isEmpty();
    }

    @Test
    void nor_of_one_object_whose_record_was_never_written() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenExits(1);
        cluster.faults(FaultPlan.each(
                step -> step.verb().equals("create") && step.plural().equals("configmaps"),
                Fault.before(FaultKind.UNAVAILABLE)));
        unwatched(OPTIONS.layout(Layout.COMPACT));
        cluster.faults(FaultPlan.NONE);
        assertThat(objects()).hasSize(2);
        cluster.advance(ofDays(60));

        sweep();

        assertThat(objects()).isEmpty();
    }

    @Test
    void how_it_ended_is_known_when_its_driver_has_gone_and_its_record_stays() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenExits(3);
        SparkRun run = unwatched(OPTIONS);
        cluster.advance(ofDays(2));

        SweepReport report = sweep();
        SparkRun attached = spark.attach(run.id());
        cluster.advance(ofMinutes(1));

        assertThat(report.count(What.DRIVER)).isOne();
        assertThat(report.count(What.RUN)).isZero();
        assertThat(attached).failedWith(FailureKind.APPLICATION_ERROR);
        assertThat(attached.result().join().failure().orElseThrow().exitCode()).hasValue(3);
        everybodyGoes();
        cluster.advance(ofDays(6));
        assertThat(sweep().count(What.RUN)).isOne();
        assertThat(objects()).isEmpty();
    }

    @Test
    void a_run_that_may_still_be_gone_on_with_stays() {
        cluster.job("daily")
                .driverRunsFor(ofMinutes(2))
                .thenIsEvicted()
                .thenRunsFor(ofMinutes(1))
                .thenSucceeds();
        SparkRun run = unwatched(OPTIONS.retry(Retry.upTo(2)));
        cluster.advance(ofHours(20));

        assertThat(sweep().removed()).allMatch(removal -> removal.what() == What.EXECUTORS);
        SparkRun attached = spark.attach(run.id());
        cluster.advance(ofMinutes(10));

        assertThat(attached).succeeded();
    }

    @Test
    void a_run_that_is_gone_on_with_while_it_is_swept_stays() {
        cluster.job("daily")
                .driverRunsFor(ofMinutes(2))
                .thenIsEvicted()
                .thenRunsFor(ofHours(1))
                .thenSucceeds();
        SparkRun run = unwatched(OPTIONS.retry(Retry.upTo(2)));
        cluster.advance(ofDays(60));
        SparkKubernetes other = cluster.connect(MINE);
        SparkRun attached = other.attach(run.id());
        cluster.advance(ofMillis(2));
        var swept = spark.sweep(SweepPolicy.byRetention());
        cluster.advance(ofMinutes(5));

        assertThat(swept).isCompleted();
        assertThat(attached.result().isDone() || attached.state().attempt() == 2)
                .isTrue();
        if (!attached.result().isDone()) {
            assertThat(cluster.objects().list(Pod.class, "spark-role=driver,bellows.dev/attempt=2"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 90})
    void a_driver_that_runs_stays_with_all_that_is_its_own(long days) {
        cluster.job("daily").driverRunsForever();
        unwatched(OPTIONS);
        List<String> before = objects();
        cluster.advance(ofDays(days));

        SweepReport report = cluster.await(spark.sweep(SweepPolicy.endedBefore(Duration.ZERO)));
        cluster.advance(ofMinutes(1));

        assertThat(report.removed()).isEmpty();
        assertThat(report.failed()).isEmpty();
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void so_does_a_driver_that_has_lost_its_labels() {
        cluster.job("daily").driverRunsForever();
        unwatched(OPTIONS);
        String driver = driverName();
        cluster.objects()
                .edit(Pod.class, "default", driver, pod -> pod.getMetadata().setLabels(Map.of()));
        cluster.advance(ofDays(60));

        SweepReport report = sweep();

        assertThat(report.removed()).isEmpty();
        assertThat(objects()).contains("Pod " + driver);
    }

    private String driverName() {
        return cluster.objects()
                .list(Pod.class, "spark-role=driver")
                .get(0)
                .getMetadata()
                .getName();
    }

    @Test
    void one_that_has_lost_its_labels_and_has_ended_tells_how() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenExits(3);
        SparkRun run = unwatched(OPTIONS);
        cluster.objects()
                .edit(
                        Pod.class,
                        "default",
                        driverName(),
                        pod -> pod.getMetadata().setLabels(Map.of()));
        cluster.advance(ofDays(60));

        sweep();
        SparkRun attached = spark.attach(run.id());
        cluster.advance(ofMinutes(1));

        assertThat(attached).failedWith(FailureKind.APPLICATION_ERROR);
        assertThat(sweep().count(What.RUN)).isOne();
        assertThat(objects()).isEmpty();
    }

    @Test
    void a_run_that_was_never_begun_goes() {
        cluster.faults(FaultPlan.each(
                step -> step.verb().equals("create") && !step.plural().equals("configmaps"),
                Fault.before(FaultKind.HANG)));
        spark.submit(JOB, OPTIONS);
        cluster.advance(ofSeconds(5));
        everybodyGoes();
        cluster.faults(FaultPlan.NONE);
        assertThat(objects()).hasSize(1);
        cluster.advance(ofDays(31));

        SweepReport report = sweep();

        assertThat(report.count(What.RUN)).isOne();
        assertThat(objects()).isEmpty();
    }

    @Test
    void a_run_whose_driver_is_gone_is_lost_and_goes_in_time() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenSucceeds();
        SparkRun run = unwatched(OPTIONS);
        cluster.advance(ofDays(1));
        cluster.objects()
                .deleteNow(
                        cluster.objects().list(Pod.class, "spark-role=driver").get(0));
        cluster.advance(ofDays(30));

        SweepReport report = sweep();

        assertThat(report.removed()).isEmpty();
        assertThat(report.failed()).singleElement().satisfies(left -> {
            assertThat(left.name()).isEqualTo(run.id().runName());
            assertThat(left.problem()).contains("its driver is gone", "LOST");
        });
        SparkRun attached = spark.attach(run.id());
        cluster.advance(ofMinutes(1));
        assertThat(attached.result()).isCompletedWithValueMatching(result -> result.status() == RunStatus.LOST);
        everybodyGoes();
        cluster.advance(ofDays(8));
        assertThat(sweep().count(What.RUN)).isOne();
        assertThat(objects()).isEmpty();
    }

    @Test
    void a_run_between_two_attempts_goes_when_it_is_not_gone_on_with() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenIsEvicted().driverRunsForever();
        cluster.faults(FaultPlan.each(
                step -> step.verb().equals("list") && step.name().contains("attempt"), Fault.before(FaultKind.HANG)));
        spark.submit(JOB, OPTIONS.retry(Retry.upTo(2)));
        cluster.advance(ofMinutes(3));
        everybodyGoes();
        cluster.faults(FaultPlan.NONE);
        cluster.advance(ofDays(60));

        SweepReport report = sweep();

        assertThat(report.count(What.RUN)).isOne();
        assertThat(objects()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void a_dry_run_tells_the_same_and_writes_nothing(Layout layout) {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenExits(1);
        unwatched(OPTIONS.layout(layout));
        cluster.advance(ofDays(60));
        List<ConfigMap> before = cluster.objects().list(ConfigMap.class);

        SweepReport planned =
                cluster.await(spark.sweep(SweepPolicy.byRetention().dryRun()));

        assertThat(planned.count(What.RUN)).isOne();
        assertThat(cluster.objects().list(ConfigMap.class)).isEqualTo(before);
        assertThat(sweep().removed()).isEqualTo(planned.removed());
    }
}
