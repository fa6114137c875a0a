package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SupervisorTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");
    private static final String RECORD = Facts.RECORD;
    private static final Signal ACCEPTED = new Signal.Accepted(Facts.SUBMITTED, Facts.UID, false);

    private final List<Action> actions = new ArrayList<>();
    private Supervision state = Supervision.of(RUN, Facts.OPTIONS);
    private long nanos;

    private List<Action> take(Signal signal) {
        Step step = Supervisor.step(state, signal, new Moment(Instant.EPOCH.plusNanos(nanos), nanos++));
        state = step.state();
        actions.addAll(step.actions());
        return step.actions();
    }

    private void running() {
        take(new Signal.Start());
        take(ACCEPTED);
        take(new Signal.DriverSeen(Facts.running()));
    }

    private static ContainerFacts container(boolean running, OptionalInt exit) {
        return new ContainerFacts("", "", running, exit, "", "");
    }

    @Test
    void a_run_that_starts_is_submitted() {
        assertThat(take(new Signal.Start())).containsExactly(new Action.Submit());
    }

    /** Else the attempt would count twice, and the run end in one service that goes on in another. */
    @Test
    void evidence_that_comes_after_the_record_says_how_the_attempt_ended_decides_nothing() {
        RunOptions twice = RunOptions.key("k1").retry(Retry.upTo(2));
        Failure evicted = Failure.of(FailureKind.EVICTED, "pushed out");
        AttemptResult first = new AttemptResult(1, evicted, Timings.NONE, List.of());
        take(new Signal.Start());
        take(new Signal.Accepted(Facts.record(twice, 1, Optional.of(Facts.UID), List.of()), Facts.UID, false));
        take(new Signal.DriverSeen(Facts.failed("Evicted")));
        take(new Signal.RecordSeen(Facts.record(twice, 1, Optional.of(Facts.UID), List.of(first))));

        assertThat(take(new Signal.EvidenceTaken(List.of()))).isEmpty();
        assertThat(take(new Signal.Cleared(1))).hasAtLeastOneElementOfType(Action.Advance.class);
    }

    @Test
    void the_driver_s_uid_is_recorded_once() {
        running();
        take(new Signal.DriverSeen(Facts.running()));
        assertThat(actions)
                .filteredOn(Action.RecordDriver.class::isInstance)
                .containsExactly(new Action.RecordDriver(Facts.SUBMITTED, Facts.UID));
    }

    @Test
    void a_uid_that_is_recorded_already_is_not_recorded_again() {
        take(new Signal.Start());
        take(new Signal.Found(Facts.record(1, Optional.of(Facts.UID), List.of())));
        take(new Signal.DriverSeen(Facts.running()));
        assertThat(actions).noneMatch(Action.RecordDriver.class::isInstance);
    }

    @Test
    void a_success_needs_no_evidence_and_a_failure_does() {
        running();
        assertThat(take(new Signal.DriverSeen(Facts.exited(0, "Completed", ""))))
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        state = Supervision.of(RUN, Facts.OPTIONS);
        running();
        assertThat(take(new Signal.DriverSeen(Facts.exited(1, "Error", ""))))
                .containsExactly(new Action.TakeEvidence(1));
    }

    @Test
    void the_end_is_told_only_after_the_outcome_stands_and_what_goes_is_gone() {
        running();
        take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        RunResult result = state.decided().orElseThrow();
        assertThat(state.status()).isEqualTo(RunStatus.ACTIVE);
        assertThat(take(new Signal.RecordSeen(Facts.over(RECORD, result))))
                .containsExactly(new Action.CleanUp(result, RECORD, 1, Optional.of(Facts.UID), true));
        assertThat(take(new Signal.CleanedUp()))
                .containsExactly(
                        new Action.Announce(new RunEvent.Ended(RUN, Instant.EPOCH.plusNanos(nanos - 1), result)),
                        new Action.Complete(result),
                        new Action.ExpireRecord(Duration.ofDays(7), RECORD));
    }

    @Test
    void another_process_s_outcome_counts() {
        running();
        RunResult theirs = new RunResult(RUN, RunStatus.CANCELLED, 1, Optional.empty(), Timings.NONE, List.of());
        take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        take(new Signal.RecordSeen(Facts.over(RECORD, theirs)));
        take(new Signal.NotStored(state.decided().orElseThrow()));
        take(new Signal.CleanedUp());

        assertThat(actions).filteredOn(Action.CleanUp.class::isInstance).hasSize(1);
        assertThat(actions).contains(new Action.Complete(theirs));
    }

    @Test
    void news_of_another_record_or_another_driver_change_nothing() {
        running();
        Supervision before = state;
        RunResult theirs = new RunResult(RUN, RunStatus.CANCELLED, 1, Optional.empty(), Timings.NONE, List.of());
        PodFacts other = Facts.pod("driver-0", "Failed", "node-1", "", ContainerFacts.UNKNOWN);
        List.of(
                        new Signal.RecordSeen(Facts.over("record-0", theirs)),
                        new Signal.RecordGone("record-0"),
                        new Signal.RecordLost("record-0"),
                        new Signal.RecordSpoiled("record-0", "edited"),
                        new Signal.DriverSeen(other),
                        new Signal.DriverGone(other),
                        new Signal.DriverAbsent("driver-0"),
                        new Signal.ExecutorSeen(
                                1, Facts.executor("e", "driver-0", container(true, OptionalInt.empty()))))
                .forEach(signal -> assertThat(take(signal)).as("%s", signal).isEmpty());

        assertThat(state).isEqualTo(before);
    }

    @Test
    void what_was_told_before_the_answer_counts_after_it() {
        take(new Signal.Start());
        PodFacts old = Facts.pod("driver-0", "Succeeded", "node-1", "", container(false, OptionalInt.of(0)));
        take(new Signal.DriverSeen(Facts.running()));
        take(new Signal.DriverSeen(old));
        take(new Signal.DriverGone(old));
        assertThat(state.driverRan()).isFalse();
        take(ACCEPTED);

        assertThat(state.phase()).isEqualTo(AttemptPhase.RUNNING);
    }

    @Test
    void a_driver_gone_before_the_answer_is_gone() {
        take(new Signal.Start());
        take(new Signal.DriverGone(Facts.unscheduled()));
        take(ACCEPTED);
        take(new Signal.DriverLost(Facts.UID));

        assertThat(state.decided().orElseThrow().failure().orElseThrow().kind()).isEqualTo(FailureKind.DRIVER_DELETED);
    }

    @Test
    void a_driver_that_vanished_while_it_ran_is_asked_for_before_it_counts_as_lost() {
        running();
        assertThat(take(new Signal.DriverGone(Facts.running()))).contains(new Action.CheckAbsence(1, Facts.UID));
        assertThat(state.decided()).isEmpty();
        take(new Signal.DriverLost(Facts.UID));

        assertThat(state.decided().orElseThrow().status()).isEqualTo(RunStatus.LOST);
    }

    @Test
    void an_executor_s_end_is_told_once_whatever_comes_late() {
        running();
        PodFacts runs = Facts.executor("e-1", Facts.UID, container(true, OptionalInt.empty()));
        PodFacts ended = Facts.executor("e-1", Facts.UID, container(false, OptionalInt.of(1)));
        take(new Signal.ExecutorSeen(1, runs));
        assertThat(state.executorsRunning()).isOne();
        take(new Signal.ExecutorSeen(1, ended));
        take(new Signal.ExecutorSeen(1, runs));
        take(new Signal.ExecutorSeen(1, ended));
        assertThat(state.executorsRunning()).isZero();
        take(new Signal.ExecutorGone(1, ended));
        take(new Signal.ExecutorGone(1, ended));

        assertThat(actions)
                .filteredOn(action ->
                        action instanceof Action.Announce said && said.event() instanceof RunEvent.ExecutorEnded)
                .hasSize(1);
        assertThat(state.failedExecutors()).hasSize(1);
    }

    @Test
    void the_newest_twenty_failed_executors_are_kept() {
        running();
        for (int id = 1; id <= 30; id++) {
            take(new Signal.ExecutorSeen(
                    id, Facts.executor("e-" + id, Facts.UID, container(false, OptionalInt.of(1)))));
        }
        assertThat(state.failedExecutors()).hasSize(20);
        assertThat(state.failedExecutors().get(19).id()).isEqualTo(30);
    }

    @Test
    void a_run_that_is_over_tells_nothing_more() {
        running();
        assertThat(take(new Signal.RecordGone(RECORD))).containsExactly(new Action.CheckRecord(RECORD));
        take(new Signal.RecordLost(RECORD));
        assertThat(state.status()).isEqualTo(RunStatus.CANCELLED);
        PodFacts executor = Facts.executor("e-1", Facts.UID, container(true, OptionalInt.empty()));
        assertThat(take(new Signal.ExecutorSeen(1, executor))).isEmpty();
        assertThat(take(new Signal.CancelAsked())).isEmpty();
        assertThat(take(new Signal.NotStored(state.decided().orElseThrow()))).isEmpty();
        assertThat(take(new Signal.CleanedUp())).isEmpty();
    }

    @Test
    void cancelling_is_asked_of_the_cluster_once() {
        running();
        take(new Signal.CancelAsked());
        take(new Signal.CancelAsked());
        take(new Signal.RecordSeen(Facts.cancelled()));
        assertThat(actions)
                .filteredOn(Action.CancelDriver.class::isInstance)
                .containsExactly(new Action.CancelDriver(RECORD, 1, Facts.UID));
    }

    @Test
    void a_run_cancelled_before_the_answer_is_cancelled_after_it() {
        take(new Signal.Start());
        assertThat(take(new Signal.CancelAsked())).isEmpty();
        assertThat(take(ACCEPTED)).contains(new Action.CancelDriver(RECORD, 1, Facts.UID));
    }

    @Test
    void an_adopted_run_that_cannot_be_watched_is_neither_rolled_back_nor_left_to_expire() {
        take(new Signal.Start());
        take(new Signal.Found(Facts.record(1, Optional.of(Facts.UID), List.of())));
        assertThat(take(new Signal.WatchRefused("no right")))
                .noneMatch(action -> action instanceof Action.RollBack || action instanceof Action.ExpireRecord)
                .anyMatch(Action.Complete.class::isInstance);
    }

    @Test
    void a_refused_submission_that_another_process_has_taken_over_leaves_its_record() {
        take(new Signal.Start());
        assertThat(take(new Signal.Refused(FailureKind.QUOTA, "no room", Optional.of(RECORD))))
                .anyMatch(Action.RollBack.class::isInstance);
        assertThat(take(new Signal.TakenOver()))
                .noneMatch(Action.ExpireRecord.class::isInstance)
                .anyMatch(Action.Complete.class::isInstance);
    }

    @Test
    void a_run_that_ended_here_because_nothing_could_be_recorded_goes_on_when_another_process_goes_on_with_it() {
        Failure evicted = Failure.of(FailureKind.EVICTED, "pushed out");
        AttemptResult first = new AttemptResult(1, evicted, Timings.NONE, List.of());
        RunResult own = new RunResult(RUN, RunStatus.FAILED, 1, Optional.of(evicted), Timings.NONE, List.of());
        RunResult standing = new RunResult(RUN, RunStatus.SUCCEEDED, 2, Optional.empty(), Timings.NONE, List.of(first));
        running();
        take(new Signal.DriverGone(Facts.exited(1, "Error", "")));
        take(new Signal.NotStored(own));
        take(new Signal.RecordSeen(Facts.record(2, Optional.empty(), List.of(first))));

        assertThat(take(new Signal.RecordSeen(Facts.over(RECORD, standing))))
                .anyMatch(action -> action instanceof Action.CleanUp cleanUp
                        && cleanUp.result().equals(standing));
        take(new Signal.CleanedUp());
        assertThat(state.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    /** All that can be told of a run that ended so, by any number of watchers. */
    static List<Arguments> ends() {
        RunResult stored = new RunResult(RUN, RunStatus.SUCCEEDED, 1, Optional.empty(), Timings.NONE, List.of());
        PodFacts runs = Facts.executor("e-1", Facts.UID, container(true, OptionalInt.empty()));
        List<Signal> news = List.of(
                ACCEPTED,
                new Signal.DriverSeen(Facts.unscheduled()),
                new Signal.DriverSeen(Facts.preparing()),
                new Signal.DriverSeen(Facts.running()),
                new Signal.DriverSeen(Facts.exited(0, "Completed", "")),
                new Signal.DriverGone(Facts.exited(0, "Completed", "")),
                new Signal.DriverAbsent(Facts.UID),
                new Signal.ExecutorSeen(1, runs),
                new Signal.ExecutorGone(1, runs),
                new Signal.RecordSeen(Facts.over(RECORD, stored)),
                new Signal.NotStored(stored),
                new Signal.CleanedUp(),
                new Signal.RecordGone(RECORD),
                new Signal.RecordLost(RECORD),
                new Signal.WatchRenewed());
        List<Signal> trouble = List.of(
                ACCEPTED,
                new Signal.WatchRefused("no right"),
                new Signal.DriverSeen(Facts.preparing()),
                new Signal.DriverSeen(Facts.waiting("InvalidImageName")),
                new Signal.DriverSeen(Facts.exited(1, "Error", "")),
                new Signal.EvidenceTaken(List.of("line")),
                new Signal.DriverGone(Facts.running()),
                new Signal.CancelAsked(),
                new Signal.RecordSeen(Facts.cancelled()),
                new Signal.CancelFailed(),
                new Signal.ForgetAsked(),
                new Signal.ForgetFailed("no"),
                new Signal.Forgotten(),
                new Signal.CleanedUp(),
                new Signal.Found(Facts.over(RECORD, stored)),
                new Signal.Refused(FailureKind.QUOTA, "full", Optional.of(RECORD)));
        return List.of(Arguments.of("plain", news), Arguments.of("troubled", trouble));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void no_order_and_no_repetition_of_news_turns_a_run_back_or_ends_it_twice(String name, List<Signal> news) {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + 3000; seed++) {
            List<Signal> told = new ArrayList<>(news);
            told.addAll(news);
            Collections.shuffle(told, new Random(seed));
            replay(told, "seed " + seed);
        }
    }

    private void replay(List<Signal> told, String seed) {
        actions.clear();
        state = Supervision.of(RUN, Facts.OPTIONS);
        take(new Signal.Start());
        Optional<RunResult> ended = Optional.empty();
        for (Signal signal : told) {
            Supervision before = state;
            List<Action> now = take(signal);
            assertThat(state.phase()).as(seed).isGreaterThanOrEqualTo(before.phase());
            if (before.status().isFinal()) {
                assertThat(state.status()).as(seed).isEqualTo(before.status());
                assertThat(state.decided()).as(seed).isEqualTo(ended);
                assertThat(now).as(seed).noneMatch(Action.Announce.class::isInstance);
            } else if (state.status().isFinal()) {
                ended = state.decided();
            }
        }
        assertThat(actions)
                .as(seed)
                .filteredOn(Action.Complete.class::isInstance)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(actions)
                .as(seed)
                .filteredOn(Action.StoreOutcome.class::isInstance)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(actions)
                .as(seed)
                .filteredOn(Action.CleanUp.class::isInstance)
                .hasSizeLessThanOrEqualTo(1);
    }
}
