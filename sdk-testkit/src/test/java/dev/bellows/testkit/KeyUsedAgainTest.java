package dev.bellows.testkit;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key is submitted again while another process still holds the run before: names and labels are the same, the objects others. */
class KeyUsedAgainTest {
    private static final RunOptions OPTIONS = RunOptions.key("k").retention(new Retention(ofHours(1), ofHours(3)));

    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);
    private final SparkKubernetes other = cluster.connect(ConnectOptions.ambient());

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    /** A run that two processes hold, and that fails after so long. */
    private SparkRun held(RunOptions options, Duration runs) {
        cluster.job("daily").driverRunsFor(runs).thenExits(1);
        SparkRun first = cluster.spark().submit(Plot.JOB, options);
        cluster.advance(ofSeconds(10));
        SparkRun held = other.attach(first.id());
        held.logs().follow(line -> {});
        cluster.advance(ofSeconds(1));
        return first;
    }

    /** The key's next run, once its driver and its executor run. */
    private SparkRun again(SparkRun first, RunOptions options) {
        cluster.await(first.result());
        cluster.await(first.forget());
        SparkRun next = cluster.spark().submit(Plot.JOB, options);
        cluster.advance(ofSeconds(5));
        assertThat(next.state().executorsRunning()).isOne();
        return next;
    }

    private List<String> objects() {
        return Stream.<Class<? extends HasMetadata>>of(Pod.class, Service.class)
                .flatMap(type -> cluster.objects().list(type).stream())
                .map(object -> object.getMetadata().getName() + " "
                        + object.getMetadata().getUid())
                .toList();
    }

    /** The other process cannot read the log that it follows, so that its clean-up begins ten seconds late. */
    @ParameterizedTest
    @EnumSource(Layout.class)
    void a_late_clean_up_takes_nothing_of_the_next_run(Layout layout) {
        RunOptions options = OPTIONS.layout(layout);
        cluster.faults(FaultPlan.each(step -> step.verb().equals("logs"), Fault.before(FaultKind.HANG)));
        SparkRun next = again(held(options, ofMinutes(1)), options);
        List<String> before = objects();
        assertThat(before).hasSize(layout == Layout.SPARK ? 3 : 2);

        cluster.advance(ofSeconds(30));

        assertThat(next.result()).isNotDone();
        assertThat(objects()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void what_expires_of_a_run_takes_nothing_of_the_next_one(Layout layout) {
        RunOptions options = OPTIONS.layout(layout);
        SparkRun next = again(held(options, ofHours(5)), options);
        List<String> before = objects();

        cluster.advance(ofHours(4));

        assertThat(next.result()).isNotDone();
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void a_run_counts_as_forgotten_although_its_key_is_in_use_again() {
        SparkRun first = held(OPTIONS, ofHours(5));
        first.cancel();
        cluster.await(first.result());
        CompletableFuture<Void> forgotten = first.forget();
        cluster.advance(ofMillis(10));
        SparkRun next = other.submit(Plot.JOB, OPTIONS);

        cluster.advance(ofSeconds(30));

        assertThat(forgotten).isCompleted();
        assertThat(next.result()).isNotDone();
        assertThat(next.state().executorsRunning()).isOne();
    }

    @Test
    void a_cancellation_does_not_wait_for_the_end_of_the_next_run() {
        cluster.faults(FaultPlan.each(step -> step.verb().equals("logs"), Fault.before(FaultKind.HANG)));
        SparkRun first = held(OPTIONS, ofHours(5));
        first.cancel();
        SparkRun next = again(first, OPTIONS);

        cluster.advance(ofSeconds(30));

        assertThat(cluster.await(other.health()).openRuns())
                .as("its run is over")
                .isZero();
        assertThat(next.result()).isNotDone();
    }
}
