package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rights and credentials are missing for a while, or for ever, just when something is decided. */
class PassingRefusalTest {
    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private static Predicate<Step> is(String verb, String plural) {
        return step -> step.verb().equals(verb) && step.plural().equals(plural);
    }

    private static FaultPlan refused(String verb, String plural, FaultKind fault) {
        return FaultPlan.each(is(verb, plural), Fault.before(fault));
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"UNAUTHORIZED", "FORBIDDEN"})
    void an_attempt_whose_end_is_refused_for_a_while_is_followed_by_the_next(FaultKind fault) {
        Plots.RETRIED.script().accept(cluster.job("daily"));
        SparkRun run = cluster.spark().submit(Plot.JOB, Plots.RETRIED.options());
        cluster.advance(ofSeconds(20));
        cluster.faults(refused("patch", "configmaps", fault));
        cluster.advance(ofSeconds(60));
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(5));

        assertThat(run).succeeded();
        assertThat(run.result().join().attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"UNAUTHORIZED", "FORBIDDEN"})
    void an_outcome_that_is_refused_for_a_while_is_recorded_all_the_same(FaultKind fault) {
        cluster.job("daily").driverRunsFor(ofSeconds(30)).thenSucceeds();
        SparkRun run = cluster.spark().submit(Plot.JOB, RunOptions.key("k"));
        cluster.advance(ofSeconds(20));
        cluster.faults(refused("patch", "configmaps", fault));
        cluster.advance(ofSeconds(60));
        cluster.faults(FaultPlan.NONE);
        cluster.advance(ofMinutes(1));
        SparkRun late = cluster.connect(ConnectOptions.ambient()).attach(run.id());

        cluster.advance(ofMinutes(1));

        assertThat(run).succeeded();
        assertThat(late).succeeded();
    }

    @Test
    void a_cancellation_is_noted_before_its_driver_goes_although_it_is_refused_at_first() {
        Plots.RETRIED.script().accept(cluster.job("daily"));
        SparkRun run = cluster.spark().submit(Plot.JOB, Plots.RETRIED.options());
        SparkRun other = cluster.connect(ConnectOptions.ambient()).submit(Plot.JOB, Plots.RETRIED.options());
        cluster.advance(ofSeconds(20));
        cluster.faults(FaultPlan.next(
                2,
                is("patch", "configmaps").and(step -> step.process().equals("sdk-1")),
                Fault.before(FaultKind.UNAUTHORIZED)));
        run.cancel();

        cluster.advance(ofMinutes(5));

        assertThat(run).cancelled();
        assertThat(other).cancelled();
        assertThat(run.result().join().attempts()).isOne();
    }

    /** No watch tells of the driver any more. */
    private void labelsGo() {
        Pod driver = cluster.objects().list(Pod.class, "spark-role=driver").get(0);
        cluster.objects()
                .edit(
                        Pod.class,
                        driver.getMetadata().getNamespace(),
                        driver.getMetadata().getName(),
                        pod -> pod.getMetadata().setLabels(Map.of()));
    }

    @Test
    void a_driver_that_may_never_be_asked_for_does_not_keep_its_run_open() {
        cluster.job("daily").driverRunsForever();
        SparkRun run = cluster.spark().submit(Plot.JOB, RunOptions.key("k"));
        cluster.advance(ofSeconds(20));
        cluster.faults(refused("get", "pods", FaultKind.FORBIDDEN));
        labelsGo();

        cluster.advance(ofMinutes(30));

        assertThat(run).failedWith(FailureKind.FORBIDDEN);
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
    }

    @Test
    void a_driver_that_may_be_asked_for_later_is_waited_for() {
        cluster.job("daily").driverRunsFor(ofMinutes(20)).thenSucceeds();
        SparkRun run = cluster.spark().submit(Plot.JOB, RunOptions.key("k"));
        cluster.advance(ofSeconds(20));
        cluster.faults(refused("get", "pods", FaultKind.FORBIDDEN));
        labelsGo();
        cluster.advance(ofMinutes(10));
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(15));

        assertThat(run).succeeded();
    }

    @Test
    void a_driver_that_stalls_is_given_up_although_it_may_not_be_asked_for() {
        cluster.job("daily").everyExecutor().neverScheduled().driverRunsForever();
        SparkRun run = cluster.spark().submit(Plot.JOB, RunOptions.key("k").stallTimeout(ofMinutes(5)));
        cluster.advance(ofSeconds(20));
        cluster.faults(refused("get", "pods", FaultKind.FORBIDDEN));

        cluster.advance(ofMinutes(30));

        assertThat(run).failedWith(FailureKind.STALLED);
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
    }

    @Test
    void a_run_whose_credentials_are_refused_for_hours_is_told_its_end_when_they_are_renewed() {
        cluster.job("daily").driverRunsFor(ofMinutes(1)).thenSucceeds();
        SparkRun run = cluster.spark().submit(Plot.JOB, RunOptions.key("k"));
        cluster.advance(ofSeconds(20));
        cluster.faults(FaultPlan.each(step -> !step.isEvent(), Fault.before(FaultKind.UNAUTHORIZED)));
        cluster.apiServerDown(ofSeconds(1));
        cluster.advance(ofHours(3));
        assertThat(run.result()).isNotDone();
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(5));

        assertThat(run.result()).isCompletedWithValueMatching(RunResult::succeeded);
    }
}
