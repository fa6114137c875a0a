package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run is looked for, or submitted once more, while the API server is away or answers are lost. */
class RunFoundAgainTest {
    private static final RunOptions OPTIONS = RunOptions.key("k");

    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);
    private final SparkKubernetes other = cluster.connect(ConnectOptions.ambient());

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private SparkRun running(Duration runs) {
        cluster.job("daily").driverRunsFor(runs).thenSucceeds();
        SparkRun run = cluster.spark().submit(Plot.JOB, OPTIONS);
        cluster.advance(ofSeconds(20));
        return run;
    }

    private static Predicate<Step> of(String process, String verb, String plural) {
        return step -> step.process().equals(process)
                && step.verb().equals(verb)
                && step.plural().equals(plural);
    }

    private List<String> objects() {
        return Stream.<Class<? extends HasMetadata>>of(ConfigMap.class, Pod.class, Service.class)
                .flatMap(type -> cluster.objects().list(type).stream())
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    @Test
    void a_run_that_is_looked_for_during_an_outage_is_found_after_it() {
        SparkRun run = running(ofMinutes(5));
        cluster.apiServerDown(ofSeconds(45));
        SparkRun attached = other.attach(run.id());

        cluster.advance(ofMinutes(10));

        assertThat(attached).succeeded();
        assertThat(run).succeeded();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"UNAUTHORIZED", "FORBIDDEN"})
    void a_refusal_that_passes_does_not_end_a_run_that_is_looked_for(FaultKind fault) {
        SparkRun run = running(ofMinutes(5));
        cluster.faults(FaultPlan.each(of("sdk-2", "get", "configmaps"), Fault.before(fault)));
        SparkRun attached = other.attach(run.id());
        cluster.advance(ofSeconds(5));
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(10));

        assertThat(attached).succeeded();
    }

    @Test
    void a_service_that_may_not_look_is_told_so() {
        SparkRun run = running(ofMinutes(5));
        cluster.faults(FaultPlan.each(of("sdk-2", "get", "configmaps"), Fault.before(FaultKind.FORBIDDEN)));
        SparkRun attached = other.attach(run.id());

        cluster.advance(ofMinutes(5));

        assertThat(attached).failedWith(FailureKind.FORBIDDEN);
    }

    @Test
    void a_run_that_was_never_submitted_is_not_found_although_the_server_was_away() {
        cluster.apiServerDown(ofSeconds(45));
        SparkRun attached = other.attach(new RunId("default", "daily", "k"));

        cluster.advance(ofMinutes(5));

        assertThat(attached).failedWith(FailureKind.NOT_FOUND);
    }

    @Test
    void a_cancellation_during_the_outage_counts_once_the_run_is_found() {
        SparkRun run = running(ofHours(5));
        cluster.apiServerDown(ofSeconds(45));
        SparkRun attached = other.attach(run.id());
        cluster.advance(ofSeconds(10));
        attached.cancel();

        cluster.advance(ofMinutes(10));

        assertThat(attached).cancelled();
        assertThat(run).cancelled();
    }

    @Test
    void a_run_that_is_there_is_not_refused_to_who_submits_it_again_and_cannot_read_it_yet() {
        SparkRun run = running(ofMinutes(5));
        cluster.faults(FaultPlan.each(of("sdk-2", "get", "configmaps"), Fault.before(FaultKind.UNAVAILABLE)));
        SparkRun again = other.submit(Plot.JOB, OPTIONS);
        cluster.advance(ofSeconds(90));
        assertThat(again.result()).isNotDone();
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(10));

        assertThat(again).succeeded();
        assertThat(run).succeeded();
    }

    @Test
    void a_record_whose_answer_was_lost_does_not_burn_the_key() {
        SparkRun first = submittedInVain();
        assertThat(first).failedWith(FailureKind.UNREACHABLE);
        cluster.job("daily").driverRunsFor(ofMinutes(1)).thenSucceeds();
        SparkRun second = cluster.spark().submit(Plot.JOB, OPTIONS);

        cluster.advance(ofMinutes(10));

        assertThat(second).succeeded();
    }

    @Test
    void a_record_whose_answer_was_lost_is_taken_back() {
        submittedInVain();

        assertThat(objects()).isEmpty();
    }

    /** The record is made, no answer comes through, and the API server is away for a while. */
    private SparkRun submittedInVain() {
        cluster.faults(FaultPlan.next(1, of("sdk-1", "create", "configmaps"), Fault.after(FaultKind.RESET)));
        SparkRun run = cluster.spark().submit(Plot.JOB, OPTIONS);
        cluster.advance(Duration.ofMillis(3));
        assertThat(objects()).hasSize(1);
        cluster.apiServerDown(ofSeconds(40));
        cluster.advance(ofMinutes(3));
        return run;
    }

    @Test
    void a_record_that_was_made_in_vain_stays_with_who_has_begun_it() {
        cluster.job("daily").driverRunsFor(ofMinutes(5)).thenSucceeds();
        cluster.faults(FaultPlan.each(of("sdk-1", "create", "configmaps"), Fault.after(FaultKind.RESET))
                .or(FaultPlan.each(of("sdk-1", "get", "configmaps"), Fault.before(FaultKind.UNAVAILABLE))));
        SparkRun inVain = cluster.spark().submit(Plot.JOB, OPTIONS);
        cluster.advance(ofSeconds(5));
        SparkRun run = other.submit(Plot.JOB, OPTIONS);
        cluster.advance(ofSeconds(60));
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(20));

        assertThat(run).succeeded();
        assertThat(inVain.result()).isCompleted();
    }
}
