package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunStatus;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What others read from the state of a run. */
class SupervisionTest {
    private static PodFacts executor(boolean runs) {
        return Facts.executor(
                "e",
                Facts.UID,
                new ContainerFacts("", "", runs, runs ? OptionalInt.empty() : OptionalInt.of(1), "", ""));
    }

    @Test
    void a_run_is_submitted_when_its_driver_or_its_record_is_accepted() {
        Told run = Told.submitting(Facts.OPTIONS);
        assertThat(run.state().submitted()).isFalse();
        run.take(new Signal.DriverMade());
        assertThat(run.state().submitted()).isTrue();
        assertThat(Told.pending(Facts.OPTIONS).state().submitted()).isTrue();
    }

    @Test
    void a_driver_ran_if_it_was_seen_to_run_or_to_end() {
        assertThat(Told.pending(Facts.OPTIONS).state().driverRan()).isFalse();
        assertThat(Told.running(Facts.OPTIONS).state().driverRan()).isTrue();

        Told ended = Told.pending(Facts.OPTIONS);
        ended.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        assertThat(ended.state().driverRan()).isTrue();

        Told evicted = Told.pending(Facts.OPTIONS);
        evicted.take(new Signal.DriverSeen(Facts.failed("Evicted")));
        evicted.take(new Signal.EvidenceTaken(List.of()));
        assertThat(evicted.state().driverRan()).isFalse();
    }

    @Test
    void pods_that_use_something_are_the_driver_and_executors_that_have_not_ended() {
        Told run = Told.running(Facts.OPTIONS);
        assertThat(run.state().pods()).isOne();
        run.take(new Signal.ExecutorSeen(1, executor(true)));
        run.take(new Signal.ExecutorSeen(2, executor(true)));
        run.take(new Signal.ExecutorSeen(3, executor(false)));
        assertThat(run.state().pods()).isEqualTo(3);
        assertThat(run.state().executorsRunning()).isEqualTo(2);
        run.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        assertThat(run.state().pods()).isZero();
        assertThat(Told.pending(Facts.OPTIONS).state().pods()).isZero();
    }

    @Test
    void a_driver_that_the_cluster_told_of_is_known_before_the_run_is() {
        Told run = Told.submitting(Facts.OPTIONS);
        run.take(new Signal.RecordGone("record-0"));
        run.take(new Signal.DriverSeen(Facts.running()));
        assertThat(run.state().toldDriver(1, Facts.RECORD)).contains(Facts.UID);
        assertThat(run.state().toldDriver(2, Facts.RECORD)).isEmpty();
        assertThat(run.state().toldDriver(1, "record-0")).isEmpty();

        Supervision known = Told.pending(Facts.OPTIONS).state();
        assertThat(known.toldDriver(1, Facts.RECORD)).contains(Facts.UID);
        assertThat(known.toldDriver(2, Facts.RECORD)).isEmpty();
    }

    @Test
    void an_attempt_may_be_made_until_it_has_ended_or_a_later_one_has_begun() {
        Supervision first = Told.pending(Facts.OPTIONS).state();
        assertThat(first.mayMake(1)).isTrue();
        assertThat(first.mayMake(2)).isTrue();

        Supervision second = ImmutableSupervision.copyOf(first).withAttempt(2);
        assertThat(second.mayMake(1)).isFalse();
        assertThat(second.mayMake(2)).isTrue();

        Supervision ended = ImmutableSupervision.copyOf(first).withPhase(AttemptPhase.ENDED);
        assertThat(ended.mayMake(1)).isFalse();
        assertThat(ended.mayMake(2)).isTrue();

        Supervision over = ImmutableSupervision.copyOf(first).withStatus(RunStatus.CANCELLED);
        assertThat(over.mayMake(1)).isFalse();
        assertThat(over.mayMake(2)).isFalse();
    }
}
