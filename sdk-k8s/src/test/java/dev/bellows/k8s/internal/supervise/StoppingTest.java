package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The end of a run before its driver ends by itself: its user calls it off, or its time is up. */
class StoppingTest {
    private static final RunOptions TWICE = RunOptions.key("k1").retry(Retry.upTo(2));
    private static final Instant LATER = Instant.EPOCH.plusSeconds(60);
    private static final AttemptResult FIRST =
            new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());
    private static final RecordFacts ENDED = Facts.record(TWICE, 1, Optional.of(Facts.UID), List.of(FIRST));

    private static Told found(RecordFacts record) {
        Told run = Told.submitting(TWICE);
        run.take(new Signal.Found(record));
        return run;
    }

    private static FailureKind kind(Told run) {
        return run.state().decided().orElseThrow().failure().orElseThrow().kind();
    }

    @Test
    void a_run_found_cancelled_is_cancelled() {
        Told run = Told.submitting(TWICE);
        assertThat(run.take(new Signal.Found(Facts.cancelled())))
                .contains(new Action.CancelDriver(Facts.RECORD, 1, Facts.UID));
        Told alive = Told.submitting(TWICE);
        assertThat(alive.take(new Signal.Found(Facts.record(TWICE, 1, Optional.of(Facts.UID), List.of()))))
                .noneMatch(Action.CancelDriver.class::isInstance);
    }

    @Test
    void a_cancellation_by_another_process_is_one() {
        Told run = Told.running(TWICE);
        assertThat(run.take(new Signal.RecordSeen(Facts.cancelled())))
                .containsExactly(new Action.CancelDriver(Facts.RECORD, 1, Facts.UID));
        run.take(new Signal.DriverSeen(Facts.exited(143, "Error", "")));
        run.take(new Signal.EvidenceTaken(List.of()));
        assertThat(run.state().decided().orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void a_run_called_off_between_two_attempts_has_no_other_one() {
        Told run = Told.running(TWICE);
        run.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        assertThat(run.take(new Signal.CancelAsked())).as("it ended by itself").isEmpty();
        assertThat(run.take(new Signal.RecordSeen(ENDED))).singleElement().isInstanceOf(Action.StoreOutcome.class);
        assertThat(run.state().decided().orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.take(new Signal.Cleared(1))).isEmpty();
    }

    @Test
    void a_failure_of_a_run_that_was_called_off_is_the_run_s() {
        Told run = Told.running(TWICE);
        run.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        run.take(new Signal.CancelAsked());
        assertThat(run.take(new Signal.EvidenceTaken(List.of())))
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        assertThat(kind(run)).isEqualTo(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void cancelling_a_run_that_waits_for_its_next_attempt_ends_it_after_those_that_there_were() {
        Told run = found(Facts.record(TWICE, 2, LATER, Optional.empty(), List.of(FIRST)));
        assertThat(run.take(new Signal.CancelAsked()))
                .containsExactly(new Action.StoreOutcome(
                        Facts.RECORD, 0, run.state().decided().orElseThrow()));
        RunResult result = run.state().decided().orElseThrow();
        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(result.attempts()).isOne();
        assertThat(result.earlier()).containsExactly(FIRST);
    }

    @Test
    void a_deadline_looks_at_the_driver_before_it_ends_the_run() {
        Told run = Told.running(TWICE);
        assertThat(run.take(new Signal.TimeUp(Alarm.DEADLINE, 1))).as("not yet").isEmpty();
        assertThat(run.take(new Signal.TimeCame(Alarm.DEADLINE, 1)))
                .containsExactly(new Action.LookBefore(Alarm.DEADLINE, 1, Facts.UID));
        assertThat(run.take(new Signal.TimeUp(Alarm.DEADLINE, 1))).containsExactly(new Action.TakeEvidence(1));
        assertThat(run.take(new Signal.EvidenceTaken(List.of())))
                .as("no other attempt")
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        assertThat(kind(run)).isEqualTo(FailureKind.DEADLINE);
    }

    @Test
    void a_deadline_that_passes_between_two_attempts_ends_the_run() {
        Told waits = found(Facts.record(TWICE, 2, LATER, Optional.empty(), List.of(FIRST)));
        assertThat(waits.take(new Signal.TimeCame(Alarm.DEADLINE, 1)))
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        assertThat(kind(waits)).isEqualTo(FailureKind.DEADLINE);

        Told ends = Told.running(TWICE);
        ends.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        assertThat(ends.take(new Signal.TimeCame(Alarm.DEADLINE, 1)))
                .as("its evidence is being taken")
                .isEmpty();
        assertThat(ends.take(new Signal.RecordSeen(ENDED))).singleElement().isInstanceOf(Action.StoreOutcome.class);
        assertThat(kind(ends)).isEqualTo(FailureKind.DEADLINE);
    }

    @Test
    void a_deadline_that_passes_before_there_is_a_driver_counts_when_there_is_one() {
        Told run = found(Facts.record(TWICE, 1, Optional.empty(), List.of()));
        assertThat(run.take(new Signal.TimeCame(Alarm.DEADLINE, 1))).isEmpty();
        assertThat(run.take(new Signal.DriverSeen(Facts.unscheduled())))
                .contains(new Action.LookBefore(Alarm.DEADLINE, 1, Facts.UID));
    }

    @Test
    void a_run_that_was_decided_has_no_deadline() {
        Told run = Told.running(TWICE);
        run.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        assertThat(run.take(new Signal.TimeCame(Alarm.DEADLINE, 1))).isEmpty();
        assertThat(run.state().overdue()).isFalse();
    }
}
