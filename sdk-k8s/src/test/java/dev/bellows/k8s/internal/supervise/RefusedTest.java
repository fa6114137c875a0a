package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the cluster refuses, and what that means for the run. */
class RefusedTest {
    private static final RunOptions OPTIONS = Facts.OPTIONS;
    private static final Action PAUSE = new Action.SetAlarm(Alarm.NEXT_ATTEMPT, 1, Duration.ofSeconds(10));

    private static Told creating() {
        Told run = Told.submitting(OPTIONS);
        run.take(new Signal.Found(Facts.SUBMITTED));
        return run;
    }

    private static Told advancing(RunOptions options) {
        AttemptResult end =
                new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());
        Told run = Told.running(options);
        run.take(new Signal.RecordSeen(Facts.record(options, 1, Optional.of(Facts.UID), List.of(end))));
        return run;
    }

    private static Signal refused(FailureKind kind) {
        return new Signal.AttemptRefused(1, kind, "so it was");
    }

    private static FailureKind kind(Told run) {
        return run.state().decided().orElseThrow().failure().orElseThrow().kind();
    }

    @Test
    void a_run_to_be_watched_that_does_not_exist_is_not_found() {
        Told run = Told.submitting(OPTIONS);
        assertThat(run.take(new Signal.Attach())).containsExactly(new Action.Find());
        assertThat(run.take(new Signal.NotFound()))
                .as("there is nothing to expire")
                .hasSize(2)
                .contains(new Action.Complete(run.state().decided().orElseThrow()));
        assertThat(kind(run)).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(creating().take(new Signal.NotFound())).as("it is known").isEmpty();
    }

    @Test
    void a_submission_refused_before_it_left_anything_is_over_at_once() {
        Told run = Told.submitting(OPTIONS);
        assertThat(run.take(new Signal.Refused(FailureKind.QUOTA, "full", Optional.empty())))
                .contains(new Action.Complete(run.state().decided().orElseThrow()));
        assertThat(kind(run)).isEqualTo(FailureKind.QUOTA);
        assertThat(run.state().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void a_refused_submission_is_over_when_what_it_left_is_gone() {
        Told run = Told.submitting(OPTIONS);
        List<Action> left = run.take(new Signal.Refused(FailureKind.QUOTA, "full", Optional.of(Facts.RECORD)));
        assertThat(left)
                .containsExactly(new Action.RollBack(
                        Facts.RECORD, Optional.empty(), run.state().decided().orElseThrow()));
        assertThat(run.take(new Signal.CleanedUp()))
                .contains(new Action.Complete(run.state().decided().orElseThrow()));
        assertThat(run.take(new Signal.TakenOver())).as("it is over").isEmpty();
    }

    @Test
    void an_accepted_run_cannot_be_refused_as_a_whole() {
        assertThat(creating().take(new Signal.Refused(FailureKind.QUOTA, "full", Optional.empty())))
                .isEmpty();
    }

    @Test
    void an_attempt_that_the_cluster_refuses_ends_the_run() {
        Told run = creating();
        assertThat(run.take(new Signal.AttemptRefused(2, FailureKind.QUOTA, "full")))
                .isEmpty();
        assertThat(run.take(refused(FailureKind.QUOTA)))
                .containsExactly(new Action.StoreOutcome(
                        Facts.RECORD, 1, run.state().decided().orElseThrow()));
        assertThat(kind(run)).isEqualTo(FailureKind.QUOTA);
        assertThat(Told.running(OPTIONS).take(refused(FailureKind.QUOTA)))
                .as("it was created after all")
                .isEmpty();
    }

    @Test
    void an_attempt_that_could_not_be_created_for_want_of_an_answer_is_tried_again() {
        Told run = creating();
        assertThat(run.take(refused(FailureKind.UNREACHABLE))).containsExactly(PAUSE);
        assertThat(run.take(new Signal.TimeCame(Alarm.NEXT_ATTEMPT, 1)))
                .containsExactly(new Action.CreateAttempt(Facts.SUBMITTED));
    }

    @Test
    void an_attempt_that_nobody_wants_any_more_is_not_tried_again() {
        Told cancelled = creating();
        cancelled.take(new Signal.CancelAsked());
        assertThat(cancelled.take(refused(FailureKind.UNREACHABLE))).doesNotContain(PAUSE);
        assertThat(cancelled.state().decided().orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);

        Told overdue = creating();
        overdue.take(new Signal.TimeCame(Alarm.DEADLINE, 1));
        assertThat(overdue.take(refused(FailureKind.UNREACHABLE))).doesNotContain(PAUSE);
        assertThat(kind(overdue)).isEqualTo(FailureKind.UNREACHABLE);
    }

    @Test
    void a_run_of_this_process_that_may_not_be_watched_is_rolled_back() {
        Told run = Told.pending(OPTIONS);
        assertThat(run.take(new Signal.WatchRefused("no right")))
                .containsExactly(new Action.RollBack(
                        Facts.RECORD,
                        Optional.of(Facts.UID),
                        run.state().decided().orElseThrow()));
        assertThat(kind(run)).isEqualTo(FailureKind.FORBIDDEN);
    }

    @Test
    void a_driver_that_was_seen_is_not_rolled_back_when_it_may_not_be_watched_any_more() {
        Told run = Told.pending(OPTIONS);
        run.take(new Signal.DriverSeen(Facts.unscheduled()));
        assertThat(run.take(new Signal.WatchRefused("no right"))).isEmpty();
        assertThat(Told.submitting(OPTIONS).take(new Signal.WatchRefused("no right")))
                .as("the submission's answer tells more")
                .isEmpty();
    }

    @Test
    void a_later_attempt_that_may_not_be_watched_goes_on_for_those_who_may() {
        RunOptions twice = OPTIONS.retry(Retry.upTo(2));
        AttemptResult first =
                new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());
        Told run = Told.running(twice);
        RecordFacts second = Facts.record(twice, 2, Optional.empty(), List.of(first));
        run.take(new Signal.RecordSeen(second));
        run.take(new Signal.Accepted(second, "driver-2", false));
        assertThat(run.take(new Signal.WatchRefused("no right")))
                .hasSize(2)
                .contains(new Action.Complete(run.state().decided().orElseThrow()));
    }

    @Test
    void where_no_attempt_can_follow_the_run_ends_with_why() {
        RunOptions options = OPTIONS.retry(Retry.upTo(3));
        Told run = advancing(options);

        List<Action> decided = run.take(new Signal.AdvanceRefused(1, FailureKind.REJECTED, "it is full"));

        assertThat(decided)
                .containsExactly(new Action.StoreOutcome(
                        Facts.RECORD, 1, true, run.state().decided().orElseThrow()));
        Failure failure = run.state().decided().orElseThrow().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.reason()).isEqualTo("Attempt 2 cannot be begun: it is full");
        assertThat(run.take(new Signal.AdvanceRefused(1, FailureKind.REJECTED, "it is full")))
                .as("it is decided")
                .isEmpty();
        assertThat(advancing(options).take(new Signal.AdvanceRefused(2, FailureKind.REJECTED, "it is full")))
                .as("another attempt")
                .isEmpty();
        assertThat(creating().take(new Signal.AdvanceRefused(1, FailureKind.REJECTED, "it is full")))
                .as("none has ended")
                .isEmpty();
    }

    @Test
    void a_driver_that_may_not_be_asked_for_ends_the_run_whose_attempt_it_is() {
        Told run = Told.running(OPTIONS);
        assertThat(run.take(new Signal.DriverHidden(2, "no right"))).isEmpty();
        assertThat(run.take(new Signal.DriverHidden(1, "no right")))
                .containsExactly(new Action.StoreOutcome(
                        Facts.RECORD, 1, false, run.state().decided().orElseThrow()));
        assertThat(kind(run)).isEqualTo(FailureKind.FORBIDDEN);
        assertThat(run.take(new Signal.DriverHidden(1, "no right"))).as("once").isEmpty();
        assertThat(Told.submitting(OPTIONS).take(new Signal.DriverHidden(1, "no right")))
                .as("nothing is known of it yet")
                .isEmpty();
    }
}
