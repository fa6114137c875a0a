package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How a run is stored, told, cleaned up after and forgotten. */
class EndingTest {
    private static final RunOptions OPTIONS =
            Facts.OPTIONS.retention(new Retention(Duration.ofHours(1), Duration.ofDays(1)));
    private static final Action EXPIRE_DRIVER = new Action.ExpireDriver(Duration.ofHours(1), 1, Facts.UID);
    private static final Action EXPIRE_RECORD = new Action.ExpireRecord(Duration.ofDays(1), Facts.RECORD);
    private static final Action FORGET = new Action.Forget(Optional.of(Facts.RECORD), Optional.of(Facts.UID));

    private static Told failed(RunOptions options) {
        Told run = Told.running(options);
        run.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        run.take(new Signal.EvidenceTaken(List.of()));
        run.take(new Signal.NotStored(decided(run)));
        return run;
    }

    private static RunResult decided(Told run) {
        return run.state().decided().orElseThrow();
    }

    private static Action told(Told run) {
        return new Action.Announce(new RunEvent.Ended(Told.RUN, run.wall(), decided(run)));
    }

    @Test
    void a_result_that_cannot_be_stored_counts_for_this_process() {
        Told run = Told.running(OPTIONS);
        run.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        RunResult result = decided(run);
        assertThat(run.take(new Signal.NotStored(result)))
                .containsExactly(new Action.CleanUp(result, Facts.RECORD, 1, Optional.of(Facts.UID), true));
        assertThat(run.take(new Signal.NotStored(result))).isEmpty();
    }

    @Test
    void a_result_that_could_not_be_stored_is_none_once_the_run_goes_on() {
        Told run = Told.running(OPTIONS);
        RunResult own = new RunResult(
                Told.RUN,
                RunStatus.FAILED,
                1,
                Optional.of(Failure.of(FailureKind.EVICTED, "pushed out")),
                Timings.NONE,
                List.of());
        assertThat(run.take(new Signal.NotStored(own))).isEmpty();
    }

    @Test
    void a_driver_that_nobody_here_saw_end_has_ended_if_the_outcome_tells_its_exit_code() {
        Failure exited = new Failure(
                FailureKind.APPLICATION_ERROR,
                "exit code 1",
                "",
                List.of(),
                OptionalInt.of(1),
                List.of(),
                List.of(),
                Map.of());
        assertThat(cleanUp(exited).driverEnded()).isTrue();
        assertThat(cleanUp(Failure.of(FailureKind.DEADLINE, "too late")).driverEnded())
                .isFalse();
    }

    private static Action.CleanUp cleanUp(Failure failure) {
        RunResult result = new RunResult(Told.RUN, RunStatus.FAILED, 1, Optional.of(failure), Timings.NONE, List.of());
        List<Action> actions = Told.running(OPTIONS).take(new Signal.RecordSeen(Facts.over(Facts.RECORD, result)));
        return (Action.CleanUp) actions.get(0);
    }

    @Test
    void an_outcome_that_another_process_stored_ends_the_attempt_here() {
        Told run = Told.running(OPTIONS);
        RunResult result = new RunResult(Told.RUN, RunStatus.CANCELLED, 1, Optional.empty(), Timings.NONE, List.of());
        run.take(new Signal.RecordSeen(Facts.over(Facts.RECORD, result)));
        assertThat(run.take(new Signal.DriverSeen(Facts.exited(1, "Error", ""))))
                .isEmpty();
        assertThat(run.take(new Signal.WatchRenewed())).isEmpty();
    }

    @Test
    void a_run_that_is_over_when_it_is_attached_to_is_told_and_nothing_is_done_to_it() {
        Told run = Told.attaching(OPTIONS);
        RunResult result = new RunResult(Told.RUN, RunStatus.CANCELLED, 1, Optional.empty(), Timings.NONE, List.of());
        List<Action> actions = run.take(new Signal.Found(Facts.over(Facts.RECORD, result)));
        assertThat(actions).containsExactly(told(run), new Action.Complete(result));
        assertThat(run.take(new Signal.ForgetAsked())).containsExactly(FORGET);
    }

    @Test
    void a_run_that_is_over_when_it_is_submitted_again_is_cleaned_up_after_and_expires() {
        Told run = Told.submitting(OPTIONS);
        RunResult result = new RunResult(Told.RUN, RunStatus.CANCELLED, 1, Optional.empty(), Timings.NONE, List.of());
        assertThat(run.take(new Signal.Found(Facts.over(Facts.RECORD, result))))
                .containsExactly(new Action.CleanUp(result, Facts.RECORD, 1, Optional.of(Facts.UID), false));
        // The record says how the run is run, and for how long it stays.
        assertThat(run.take(new Signal.CleanedUp()))
                .containsExactly(
                        told(run),
                        new Action.Complete(result),
                        new Action.ExpireRecord(Facts.OPTIONS.retention().record(), Facts.RECORD));
    }

    @Test
    void a_failed_driver_and_the_record_expire() {
        Told run = failed(OPTIONS);
        assertThat(run.take(new Signal.CleanedUp()))
                .containsExactly(told(run), new Action.Complete(decided(run)), EXPIRE_DRIVER, EXPIRE_RECORD);
    }

    @Test
    void a_failed_driver_that_is_not_to_be_kept_is_gone_already() {
        Told run = failed(OPTIONS.retention(Retention.none()));
        assertThat(run.take(new Signal.CleanedUp())).noneMatch(Action.ExpireDriver.class::isInstance);
    }

    @Test
    void a_record_deleted_by_hand_is_a_cancellation() {
        Told run = Told.running(OPTIONS);
        assertThat(run.take(new Signal.RecordGone(Facts.RECORD)))
                .as("it may only have lost its labels")
                .containsExactly(new Action.CheckRecord(Facts.RECORD));
        assertThat(run.take(new Signal.RecordLost(Facts.RECORD))).contains(told(run));
        assertThat(decided(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.take(new Signal.RecordLost(Facts.RECORD))).isEmpty();
        assertThat(run.take(new Signal.RecordGone(Facts.RECORD))).isEmpty();
    }

    @Test
    void what_had_ended_by_itself_before_its_record_was_deleted_stays_as_it_ended() {
        Told run = Told.running(OPTIONS);
        run.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        run.take(new Signal.RecordLost(Facts.RECORD));
        assertThat(decided(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void what_ended_with_the_deletion_of_its_record_was_cancelled() {
        Told run = Told.running(OPTIONS);
        PodFacts killed = Facts.exited(143, "Error", "");
        run.take(new Signal.DriverSeen(new PodFacts(
                killed.uid(),
                killed.name(),
                1,
                "Failed",
                "node-1",
                "",
                "",
                killed.owner(),
                true,
                "",
                killed.container())));
        run.take(new Signal.EvidenceTaken(List.of()));
        assertThat(decided(run).status()).isEqualTo(RunStatus.FAILED);
        run.take(new Signal.RecordLost(Facts.RECORD));
        assertThat(decided(run).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void a_compact_run_s_record_owns_nothing_so_what_it_left_is_cleaned_up() {
        Told run = Told.running(OPTIONS.layout(Layout.COMPACT));
        assertThat(run.take(new Signal.RecordLost(Facts.RECORD)))
                .containsExactly(new Action.CleanUp(decided(run), Facts.RECORD, 1, Optional.of(Facts.UID), false));
        assertThat(decided(run).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void a_record_that_cannot_be_read_ends_the_run_here_and_leaves_everything() {
        Told run = Told.running(OPTIONS);
        assertThat(run.take(new Signal.RecordSpoiled(Facts.RECORD, "edited")))
                .containsExactly(told(run), new Action.Complete(decided(run)));
        assertThat(decided(run).failure().orElseThrow().kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(run.take(new Signal.RecordSpoiled(Facts.RECORD, "edited"))).isEmpty();
    }

    @Test
    void forgetting_a_run_that_goes_on_cancels_it_and_forgets_it_after_its_end() {
        Told run = Told.running(OPTIONS);
        assertThat(run.take(new Signal.ForgetAsked()))
                .containsExactly(new Action.CancelDriver(Facts.RECORD, 1, Facts.UID));
        assertThat(run.take(new Signal.ForgetAsked())).as("once").isEmpty();
        run.take(new Signal.DriverLost(Facts.UID));
        run.take(new Signal.NotStored(decided(run)));
        assertThat(run.take(new Signal.CleanedUp()))
                .as("nothing is left to expire")
                .containsExactly(told(run), new Action.Complete(decided(run)), FORGET);
        assertThat(run.take(new Signal.Forgotten())).containsExactly(new Action.ForgetDone(Optional.empty()));
        assertThat(run.take(new Signal.ForgetAsked()))
                .as("it is forgotten already")
                .containsExactly(new Action.ForgetDone(Optional.empty()));
    }

    @Test
    void a_run_that_is_over_is_forgotten_at_once() {
        Told run = failed(OPTIONS);
        run.take(new Signal.CleanedUp());
        assertThat(run.take(new Signal.ForgetAsked())).containsExactly(FORGET);
    }

    @Test
    void what_could_not_be_forgotten_expires_and_may_be_asked_for_again() {
        Told run = failed(OPTIONS);
        run.take(new Signal.CleanedUp());
        run.take(new Signal.ForgetAsked());
        assertThat(run.take(new Signal.ForgetFailed("no right")))
                .containsExactly(new Action.ForgetDone(Optional.of("no right")), EXPIRE_DRIVER, EXPIRE_RECORD);
        assertThat(run.take(new Signal.ForgetAsked())).containsExactly(FORGET);
    }

    @Test
    void a_cancellation_that_failed_is_tried_again_while_the_driver_has_not_ended() {
        Told run = Told.running(OPTIONS);
        assertThat(run.take(new Signal.CancelFailed()))
                .as("nobody asked for it")
                .isEmpty();
        run.take(new Signal.CancelAsked());
        assertThat(run.take(new Signal.CancelFailed()))
                .containsExactly(new Action.CancelDriver(Facts.RECORD, 1, Facts.UID));
        run.take(new Signal.DriverSeen(Facts.exited(143, "Error", "")));
        assertThat(run.take(new Signal.CancelFailed())).isEmpty();
    }

    @Test
    void a_watch_that_missed_something_has_the_pods_looked_at() {
        assertThat(Told.running(OPTIONS).take(new Signal.WatchRenewed()))
                .containsExactly(new Action.LookAtPods(Facts.UID));
        assertThat(Told.submitting(OPTIONS).take(new Signal.WatchRenewed())).isEmpty();
    }
}
