package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What signals about the driver mean for the attempt under way. */
class AttemptTurnTest {
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Told pending = Told.pending(Facts.OPTIONS);
    private final Told running = Told.running(Facts.OPTIONS);

    private static PodFacts changed(PodFacts pod, String uid, int attempt, boolean deleting) {
        return new PodFacts(
                uid,
                pod.name(),
                attempt,
                pod.phase(),
                pod.node(),
                pod.reason(),
                pod.message(),
                pod.owner(),
                deleting,
                pod.exitException(),
                pod.container());
    }

    private static PodFacts leaving(PodFacts pod) {
        return changed(pod, pod.uid(), 1, true);
    }

    private static FailureKind kind(RunResult result) {
        return result.failure().orElseThrow().kind();
    }

    @Test
    void a_driver_that_vanished_unseen_is_lost_and_followed_in_its_attempt_by_no_other() {
        Told run = Told.submitting(Facts.OPTIONS);
        List<Action> actions = run.take(new Signal.DriverVanished(Facts.SUBMITTED));
        RunResult lost = run.state().decided().orElseThrow();
        assertThat(actions).contains(new Action.StoreOutcome(Facts.RECORD, 1, lost));
        assertThat(lost.status()).isEqualTo(RunStatus.LOST);
        assertThat(run.take(new Signal.DriverVanished(Facts.SUBMITTED)))
                .as("once")
                .isEmpty();
    }

    @Test
    void another_attempt_follows_it_only_where_that_is_asked_for() {
        RunOptions options = Facts.OPTIONS.retry(Retry.upTo(2).retryWhenUnreachable());
        Told run = Told.submitting(options);
        assertThat(run.take(new Signal.DriverVanished(run.record(1, Optional.empty()))))
                .anyMatch(Action.EndAttempt.class::isInstance);
    }

    @Test
    void a_driver_that_is_known_has_not_vanished_unseen() {
        assertThat(running.take(new Signal.DriverVanished(Facts.SUBMITTED))).isEmpty();
        Told later = Told.submitting(Facts.OPTIONS);
        assertThat(later.take(new Signal.DriverVanished(Facts.record(2, Optional.empty(), List.of()))))
                .isEmpty();
    }

    @Test
    void a_driver_that_another_process_made_first_is_the_run_s_own() {
        Told run = Told.submitting(Facts.OPTIONS);
        run.take(new Signal.Found(Facts.SUBMITTED));

        assertThat(run.take(new Signal.DriverSeen(Facts.running())))
                .containsExactly(
                        new Action.Announce(new RunEvent.Submitted(Told.RUN, run.wall(), true)),
                        new Action.RecordDriver(Facts.SUBMITTED, Facts.UID),
                        new Action.LookAtPods(Facts.UID),
                        new Action.SetAlarm(Alarm.START_TIMEOUT, 1, Facts.OPTIONS.startTimeout()),
                        new Action.SetAlarm(Alarm.READ_EVENTS, 1, LOOK),
                        new Action.Announce(new RunEvent.DriverRunning(Told.RUN, run.wall(), "node-1")));
    }

    @Test
    void a_second_driver_of_the_run_is_deleted_while_it_could_do_something() {
        PodFacts late = changed(Facts.running(), "driver-2", 1, false);
        assertThat(running.take(new Signal.DriverSeen(late))).containsExactly(new Action.DeleteLate(1, "driver-2"));

        assertThat(running.take(new Signal.DriverSeen(leaving(late)))).isEmpty();
        PodFacts ended = changed(Facts.exited(0, "Completed", ""), "driver-2", 1, false);
        assertThat(running.take(new Signal.DriverSeen(ended))).isEmpty();
    }

    @Test
    void a_driver_of_an_attempt_before_is_never_joined() {
        Told second = Told.submitting(Facts.OPTIONS);
        second.take(new Signal.Found(second.record(2, Optional.empty())));

        assertThat(second.take(new Signal.DriverSeen(Facts.running())))
                .containsExactly(new Action.DeleteLate(1, Facts.UID));
        assertThat(second.state().phase()).isEqualTo(AttemptPhase.SUBMITTING);
    }

    @Test
    void a_driver_is_announced_when_it_runs() {
        assertThat(pending.take(new Signal.DriverSeen(Facts.running())))
                .containsExactly(new Action.Announce(new RunEvent.DriverRunning(Told.RUN, pending.wall(), "node-1")));
        assertThat(pending.take(new Signal.DriverSeen(Facts.running()))).isEmpty();
    }

    @Test
    void what_a_driver_waits_for_is_told_once_for_each_reason() {
        assertThat(pending.take(new Signal.DriverSeen(Facts.unscheduled())))
                .containsExactly(new Action.Announce(pendingFor("Unschedulable")));
        assertThat(pending.take(new Signal.DriverSeen(Facts.unscheduled()))).isEmpty();
        assertThat(pending.take(new Signal.DriverSeen(Facts.preparing())))
                .containsExactly(new Action.Announce(pendingFor("ContainerCreating")));
        assertThat(pending.take(new Signal.DriverSeen(Facts.waiting("ErrImagePull"))))
                .contains(new Action.Announce(pendingFor("ErrImagePull")));
    }

    private RunEvent pendingFor(String reason) {
        return new RunEvent.DriverPending(Told.RUN, pending.wall(), reason);
    }

    @Test
    void a_driver_that_ended_and_is_gone_is_judged_by_how_it_ended() {
        assertThat(running.take(new Signal.DriverGone(Facts.exited(0, "Completed", ""))))
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        assertThat(running.state().decided().orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(running.take(new Signal.DriverGone(Facts.exited(0, "Completed", ""))))
                .isEmpty();
    }

    @Test
    void a_driver_that_no_watch_tells_of_is_asked_for_until_it_has_ended() {
        Action check = new Action.CheckAbsence(1, Facts.UID);
        Action again = new Action.SetAlarm(Alarm.LOOK_AGAIN, 1, LOOK);
        assertThat(running.take(new Signal.DriverAbsent(Facts.UID))).containsExactly(check, again);
        assertThat(running.take(new Signal.DriverGone(Facts.running())))
                .as("one alarm is enough")
                .containsExactly(check);
        assertThat(running.take(new Signal.TimeCame(Alarm.LOOK_AGAIN, 2))).isEmpty();
        assertThat(running.take(new Signal.TimeCame(Alarm.LOOK_AGAIN, 1))).containsExactly(check, again);

        running.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        assertThat(running.take(new Signal.TimeCame(Alarm.LOOK_AGAIN, 1))).isEmpty();
        assertThat(running.take(new Signal.DriverAbsent(Facts.UID))).isEmpty();
    }

    @Test
    void an_attempt_whose_driver_nobody_made_ends_the_run_unless_there_is_one_after_all() {
        Told run = Told.submitting(Facts.OPTIONS);
        assertThat(run.take(new Signal.NeverMade(1))).isEmpty();
        run.take(new Signal.Found(Facts.SUBMITTED));
        assertThat(run.take(new Signal.NeverMade(2))).isEmpty();
        assertThat(pending.take(new Signal.NeverMade(1))).isEmpty();

        assertThat(run.take(new Signal.NeverMade(1))).singleElement().isInstanceOf(Action.StoreOutcome.class);
        assertThat(kind(run.state().decided().orElseThrow())).isEqualTo(FailureKind.UNREACHABLE);
    }

    @Test
    void what_others_say_is_read_while_a_driver_does_not_run() {
        assertThat(pending.take(new Signal.TimeCame(Alarm.READ_EVENTS, 1)))
                .containsExactly(new Action.ReadEvents(1, Facts.UID));
        assertThat(pending.take(new Signal.TimeCame(Alarm.READ_EVENTS, 2))).isEmpty();
        pending.take(new Signal.DriverSeen(Facts.preparing()));
        assertThat(pending.take(new Signal.TimeCame(Alarm.READ_EVENTS, 1)))
                .containsExactly(new Action.ReadEvents(1, Facts.UID));
        assertThat(running.take(new Signal.TimeCame(Alarm.READ_EVENTS, 1))).isEmpty();
    }

    @Test
    void the_longer_a_driver_waits_the_rarer_others_are_asked() {
        Signal nothing = new Signal.EventsRead(Facts.UID, List.of());
        assertThat(pending.after(Duration.ofSeconds(10)).take(nothing)).containsExactly(readIn(LOOK));
        assertThat(pending.after(Duration.ofSeconds(50)).take(nothing)).containsExactly(readIn(Duration.ofMinutes(1)));
        assertThat(pending.after(Duration.ofMinutes(9)).take(nothing)).containsExactly(readIn(Duration.ofMinutes(5)));

        assertThat(pending.take(new Signal.EventsRead("driver-0", List.of()))).isEmpty();
        assertThat(running.take(nothing)).isEmpty();
    }

    private static Action readIn(Duration pause) {
        return new Action.SetAlarm(Alarm.READ_EVENTS, 1, pause);
    }

    @Test
    void a_driver_is_looked_at_before_its_start_timeout_ends_it() {
        assertThat(pending.take(new Signal.TimeCame(Alarm.START_TIMEOUT, 2))).isEmpty();
        assertThat(running.take(new Signal.TimeCame(Alarm.START_TIMEOUT, 1))).isEmpty();
        assertThat(pending.take(new Signal.TimeCame(Alarm.START_TIMEOUT, 1)))
                .containsExactly(new Action.LookBefore(Alarm.START_TIMEOUT, 1, Facts.UID));
        assertThat(pending.take(new Signal.TimeUp(Alarm.START_TIMEOUT, 2))).isEmpty();
        assertThat(pending.take(new Signal.TimeUp(Alarm.START_TIMEOUT, 1)))
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        assertThat(kind(pending.state().decided().orElseThrow())).isEqualTo(FailureKind.START_TIMEOUT);
    }

    @Test
    void a_driver_that_is_being_deleted_on_a_node_that_says_nothing_is_lost_after_ten_minutes() {
        Signal due = new Signal.TimeCame(Alarm.UNREACHABLE, 1);
        assertThat(running.take(due)).as("nobody deletes it").isEmpty();
        assertThat(running.take(new Signal.DriverSeen(leaving(Facts.running()))))
                .containsExactly(new Action.SetAlarm(Alarm.UNREACHABLE, 1, Duration.ofMinutes(10)));
        assertThat(running.take(new Signal.DriverSeen(leaving(Facts.running()))))
                .as("one alarm is enough")
                .isEmpty();
        assertThat(running.take(new Signal.TimeCame(Alarm.UNREACHABLE, 2))).isEmpty();

        assertThat(running.take(due)).singleElement().isInstanceOf(Action.StoreOutcome.class);
        assertThat(running.state().decided().orElseThrow().status()).isEqualTo(RunStatus.LOST);
    }

    @Test
    void a_driver_that_is_being_deleted_without_a_node_is_waited_for() {
        assertThat(pending.take(new Signal.DriverSeen(leaving(Facts.unscheduled()))))
                .noneMatch(Action.SetAlarm.class::isInstance);
        assertThat(pending.take(new Signal.TimeCame(Alarm.UNREACHABLE, 1))).isEmpty();
    }

    @Test
    void the_last_lines_of_a_driver_that_failed_decide_the_run_once() {
        Signal lines = new Signal.EvidenceTaken(List.of("Error: no such table"));
        assertThat(running.take(lines)).as("it runs").isEmpty();
        running.take(new Signal.DriverSeen(Facts.exited(1, "Error", "")));
        assertThat(running.take(lines)).singleElement().isInstanceOf(Action.StoreOutcome.class);
        assertThat(running.state()
                        .decided()
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .lastLines())
                .containsExactly("Error: no such table");
        assertThat(running.take(lines)).isEmpty();
    }

    @Test
    void old_news_of_a_driver_change_nothing() {
        running.take(new Signal.DriverSeen(Facts.preparing()));
        assertThat(running.state().driver()).contains(Facts.running());
        running.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        running.take(new Signal.DriverSeen(Facts.running()));
        assertThat(running.state().driver()).contains(Facts.exited(0, "Completed", ""));
    }

    @Test
    void a_driver_that_nothing_can_start_ends_its_attempt_at_once() {
        assertThat(pending.take(new Signal.DriverSeen(Facts.waiting("InvalidImageName"))))
                .containsExactly(new Action.TakeEvidence(1));
        assertThat(pending.state().phase()).isEqualTo(AttemptPhase.ENDED);
    }
}
