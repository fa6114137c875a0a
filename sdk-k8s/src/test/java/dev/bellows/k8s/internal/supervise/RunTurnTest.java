package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the record and the clock mean for a run of several attempts that several processes may know. */
class RunTurnTest {
    private static final RunOptions TWICE =
            RunOptions.key("k1").retry(Retry.upTo(2)).retention(new Retention(Duration.ofHours(1), Duration.ofDays(1)));
    private static final Instant LATER = Instant.EPOCH.plusSeconds(60);
    private static final AttemptResult FIRST =
            new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());
    private static final RecordFacts ENDED = Facts.record(TWICE, 1, Optional.of(Facts.UID), List.of(FIRST));

    @Test
    void an_accepted_run_is_announced_recorded_and_given_its_alarms() {
        RunOptions options = TWICE.deadline(Duration.ofHours(2));
        RecordFacts record = Facts.record(options, 1, Optional.empty(), List.of());
        Told run = Told.submitting(options).after(Duration.ofMinutes(1));

        assertThat(run.take(new Signal.Accepted(record, Facts.UID, false)))
                .containsExactly(
                        new Action.SetAlarm(Alarm.DEADLINE, 1, Duration.ofMinutes(119)),
                        new Action.Announce(new RunEvent.Submitted(Told.RUN, run.wall(), false)),
                        new Action.RecordDriver(record, Facts.UID),
                        new Action.SetAlarm(Alarm.START_TIMEOUT, 1, Duration.ofMinutes(19)),
                        new Action.SetAlarm(Alarm.READ_EVENTS, 1, Duration.ofSeconds(30)));
    }

    @Test
    void a_driver_made_for_an_attempt_that_has_one_is_deleted() {
        Told run = Told.running(TWICE);
        assertThat(run.take(new Signal.Accepted(ENDED, "driver-2", false)))
                .containsExactly(new Action.DeleteLate(1, "driver-2"));
        assertThat(run.take(new Signal.Accepted(ENDED, Facts.UID, false))).isEmpty();
    }

    @Test
    void a_driver_made_for_an_attempt_that_is_over_is_deleted() {
        Told run = Told.submitting(TWICE);
        run.take(new Signal.Found(Facts.record(TWICE, 2, Optional.empty(), List.of(FIRST))));
        RecordFacts before = Facts.record(TWICE, 1, Optional.empty(), List.of());
        assertThat(run.take(new Signal.Accepted(before, "driver-2", false)))
                .containsExactly(new Action.DeleteLate(1, "driver-2"));
    }

    @Test
    void the_driver_that_the_record_names_replaces_any_other() {
        Told run = Told.pending(TWICE);
        RecordFacts named = Facts.record(TWICE, 1, Optional.of("driver-2"), List.of());
        assertThat(run.take(new Signal.RecordSeen(named)))
                .contains(new Action.DeleteLate(1, Facts.UID), new Action.LookAtPods("driver-2"))
                .noneMatch(Action.RecordDriver.class::isInstance);

        Told late = Told.submitting(TWICE);
        assertThat(late.take(new Signal.Accepted(named, Facts.UID, false)))
                .contains(new Action.DeleteLate(1, Facts.UID));
        assertThat(late.state().driverUid()).contains("driver-2");
    }

    @Test
    void a_run_found_over_is_cleaned_up_after() {
        RunResult result = new RunResult(Told.RUN, RunStatus.SUCCEEDED, 1, Optional.empty(), Timings.NONE, List.of());
        Told run = Told.submitting(TWICE);
        assertThat(run.take(new Signal.Found(Facts.over(Facts.RECORD, result))))
                .containsExactly(new Action.CleanUp(result, Facts.RECORD, 1, Optional.of(Facts.UID), false));
    }

    @Test
    void a_run_found_between_two_attempts_goes_on() {
        Told run = Told.submitting(TWICE);
        assertThat(run.take(new Signal.Found(ENDED)))
                .containsExactly(new Action.ClearAttempt(Facts.RECORD, 1, Optional.empty(), false));
        assertThat(run.state().phase()).isEqualTo(AttemptPhase.ENDED);
        assertThat(run.take(new Signal.RecordSeen(ENDED))).as("old news").isEmpty();
        assertThat(run.take(new Signal.Cleared(2))).isEmpty();
        assertThat(run.take(new Signal.Cleared(1))).containsExactly(new Action.Advance(ENDED, 2));
    }

    @Test
    void a_failed_driver_is_kept_for_a_while_when_another_attempt_follows() {
        Told run = Told.running(TWICE);
        run.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        assertThat(run.take(new Signal.RecordSeen(ENDED)))
                .containsExactly(new Action.ClearAttempt(Facts.RECORD, 1, Optional.of(Facts.UID), true));
        assertThat(run.take(new Signal.Cleared(1)))
                .containsExactly(
                        new Action.ExpireDriver(Duration.ofHours(1), 1, Facts.UID), new Action.Advance(ENDED, 2));
    }

    @Test
    void a_driver_that_has_not_ended_is_deleted_with_its_attempt_and_does_not_expire() {
        Told run = Told.running(TWICE);
        assertThat(run.take(new Signal.RecordSeen(ENDED)))
                .containsExactly(new Action.ClearAttempt(Facts.RECORD, 1, Optional.of(Facts.UID), false));
        assertThat(run.take(new Signal.Cleared(1))).containsExactly(new Action.Advance(ENDED, 2));
    }

    @Test
    void the_next_attempt_waits_for_its_time() {
        Told run = Told.running(TWICE);
        RecordFacts second = Facts.record(TWICE, 2, LATER, Optional.empty(), List.of(FIRST));
        assertThat(run.take(new Signal.RecordSeen(second)))
                .containsExactly(
                        new Action.Announce(new RunEvent.AttemptFailed(Told.RUN, run.wall(), FIRST, LATER)),
                        new Action.SetAlarm(Alarm.NEXT_ATTEMPT, 2, Duration.ofMinutes(1)));
        assertThat(run.state().status()).isEqualTo(RunStatus.BACKING_OFF);
        run.after(Duration.ofMinutes(1));
        assertThat(run.take(new Signal.TimeCame(Alarm.NEXT_ATTEMPT, 1))).isEmpty();
        assertThat(run.take(new Signal.TimeCame(Alarm.NEXT_ATTEMPT, 2)))
                .containsExactly(new Action.CreateAttempt(second));
        assertThat(run.state().status()).isEqualTo(RunStatus.ACTIVE);
    }

    @Test
    void an_attempt_that_others_may_have_given_up_is_not_created_any_more() {
        RecordFacts second = Facts.record(TWICE, 2, Optional.empty(), List.of(FIRST));
        Told soon = Told.submitting(TWICE).after(Duration.ofMinutes(2).minusNanos(1));
        assertThat(soon.take(new Signal.Found(second))).containsExactly(new Action.CreateAttempt(second));
        Told late = Told.submitting(TWICE).after(Duration.ofMinutes(2));
        assertThat(late.take(new Signal.Found(second))).containsExactly(new Action.CheckNeverMade(second));
    }

    @Test
    void the_next_attempt_that_another_process_has_created_is_joined() {
        Told run = Told.running(TWICE);
        assertThat(run.take(new Signal.RecordSeen(Facts.record(TWICE, 2, Optional.of("driver-2"), List.of(FIRST)))))
                .contains(new Action.LookAtPods("driver-2"))
                .noneMatch(Action.CreateAttempt.class::isInstance);
    }

    @Test
    void news_of_the_next_attempt_that_come_before_the_record_s_count_after_it() {
        Told run = Told.running(TWICE);
        PodFacts second =
                Facts.pod("driver-2", "Running", "node-1", "", Facts.running().container());
        assertThat(run.take(new Signal.DriverSeen(new PodFacts(
                        second.uid(),
                        second.name(),
                        2,
                        "Running",
                        "node-1",
                        "",
                        "",
                        second.owner(),
                        false,
                        "",
                        second.container()))))
                .isEmpty();
        run.take(new Signal.RecordSeen(Facts.record(TWICE, 2, Optional.of("driver-2"), List.of(FIRST))));
        assertThat(run.state().phase()).isEqualTo(AttemptPhase.RUNNING);
    }

    @Test
    void the_time_until_the_driver_was_accepted_is_that_of_the_submission() {
        Told submitted = Told.submitting(TWICE).after(Duration.ofSeconds(5));
        submitted.take(new Signal.Accepted(submitted.record(1, Optional.empty()), Facts.UID, false));
        Told attached = Told.attaching(TWICE).after(Duration.ofSeconds(5));
        attached.take(new Signal.Found(attached.record(1, Optional.of(Facts.UID))));
        for (Told run : List.of(submitted, attached)) {
            run.after(Duration.ofSeconds(7)).take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
            assertThat(run.state().decided().orElseThrow().timings().submitting())
                    .isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void what_was_told_of_a_run_before_it_was_found_counts_after_it() {
        Told run = Told.submitting(TWICE);
        run.take(new Signal.DriverSeen(Facts.running()));
        run.take(new Signal.Found(run.record(1, Optional.of(Facts.UID))));
        assertThat(run.state().phase()).isEqualTo(AttemptPhase.RUNNING);
    }
}
