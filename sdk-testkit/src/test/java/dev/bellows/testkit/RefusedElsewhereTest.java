package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A submission is refused in one process while another one goes on with the run. */
class RefusedElsewhereTest {
    private static final String REFUSED = "sdk-1";

    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);
    private final SparkKubernetes other = cluster.connect(ConnectOptions.ambient());

    @BeforeEach
    void a_job_that_succeeds() {
        cluster.job("daily").driverRunsFor(ofMinutes(2)).thenSucceeds();
    }

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private static Predicate<Step> refused(String verb, String plural) {
        return step -> step.process().equals(REFUSED)
                && step.verb().equals(verb)
                && step.plural().equals(plural);
    }

    private static FaultPlan quota() {
        return FaultPlan.next(1, refused("create", "pods"), Fault.before(FaultKind.QUOTA_EXCEEDED));
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"UNAVAILABLE", "RESET", "HANG", "FORBIDDEN", "UNAUTHORIZED"})
    void a_refusal_that_cannot_be_recorded_takes_no_other_processs_driver(FaultKind fault) {
        cluster.faults(quota().or(FaultPlan.each(refused("patch", "configmaps"), Fault.before(fault))));
        SparkRun refused = cluster.spark().submit(Plot.JOB, Plot.OPTIONS);
        cluster.advance(ofMillis(2));
        SparkRun run = other.submit(Plot.JOB, Plot.OPTIONS);

        cluster.advance(ofSeconds(60));
        assertThat(refused).failedWith(FailureKind.QUOTA);
        cluster.advance(ofMinutes(30));

        assertThat(run).succeeded();
    }

    @Test
    void a_refusal_that_can_be_recorded_later_leaves_nothing_in_the_end() {
        cluster.faults(quota().or(FaultPlan.each(refused("patch", "configmaps"), Fault.before(FaultKind.UNAVAILABLE))));
        SparkRun refused = cluster.spark().submit(Plot.JOB, Plot.OPTIONS);
        cluster.advance(ofMinutes(5));
        assertThat(refused).failedWith(FailureKind.QUOTA);
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(5));

        assertThat(cluster.objects().list(ConfigMap.class)).isEmpty();
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
    }

    @Test
    void a_record_whose_answer_comes_after_the_deadline_is_not_taken_from_who_has_begun_it() {
        cluster.faults(FaultPlan.next(1, refused("create", "configmaps"), Fault.after(FaultKind.SLOW)));
        SparkRun late = cluster.spark().submit(Plot.JOB, Plot.OPTIONS.submissionDeadline(ofSeconds(5)));
        cluster.advance(ofSeconds(1));
        SparkRun run = other.submit(Plot.JOB, Plot.OPTIONS);

        cluster.advance(ofMinutes(30));

        assertThat(run).succeeded();
        assertThat(late.result()).isCompleted();
    }
}
