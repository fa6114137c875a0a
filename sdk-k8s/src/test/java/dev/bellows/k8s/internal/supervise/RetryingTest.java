package dev.bellows.k8s.internal.supervise;

import static dev.bellows.job.Memory.gib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.Timings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows a failed attempt: another one, or the end of the run. */
class RetryingTest {
    private static final RunOptions TWICE = RunOptions.key("k1").retry(Retry.upTo(2));
    private static final RunOptions GROWING =
            RunOptions.key("k1").retry(Retry.upTo(2).remedy(Remedy.none().driverMemory(gib(4))));
    private static final QuotaFacts ROOM = new QuotaFacts("team", "limits.memory", 100_000);
    private static final QuotaFacts FULL = new QuotaFacts("team", "limits.memory", 0);

    private static List<Action> fail(Told run, PodFacts driver) {
        run.take(new Signal.DriverSeen(driver));
        return run.take(new Signal.EvidenceTaken(List.of()));
    }

    private static Failure failure(Told run) {
        return run.state().decided().orElseThrow().failure().orElseThrow();
    }

    /** The verdict on a driver that was killed at its limit, which is to grow. */
    private static Verdict verdict(Told run) {
        List<Action> actions = fail(run, Facts.exited(137, "OOMKilled", ""));
        assertThat(actions).singleElement().isInstanceOf(Action.ReadQuota.class);
        Action.ReadQuota read = (Action.ReadQuota) actions.get(0);
        assertThat(read.attempt()).isOne();
        assertThat(read.looked()).isZero();
        return read.verdict();
    }

    @Test
    void a_failure_that_another_attempt_may_mend_ends_only_the_attempt() {
        Told run = Told.running(TWICE);
        List<Action> actions = fail(run, Facts.exited(1, "Error", ""));
        assertThat(actions).singleElement().isInstanceOf(Action.EndAttempt.class);
        AttemptResult end = ((Action.EndAttempt) actions.get(0)).end();
        assertThat(end.number()).isOne();
        assertThat(end.failure().kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        assertThat(end.changes()).isEmpty();
        assertThat(run.state().decided()).isEmpty();
    }

    @Test
    void without_retries_and_for_other_kinds_of_failure_the_run_ends() {
        assertThat(fail(Told.running(Facts.OPTIONS), Facts.exited(1, "Error", "")))
                .singleElement()
                .isInstanceOf(Action.StoreOutcome.class);
        Told run = Told.running(RunOptions.key("k1").retry(Retry.upTo(2).on(FailureKind.EVICTED)));
        assertThat(fail(run, Facts.exited(1, "Error", ""))).singleElement().isInstanceOf(Action.StoreOutcome.class);
    }

    @Test
    void an_attempt_whose_driver_nobody_made_is_tried_again_whatever_the_policy_takes() {
        Told run = Told.submitting(TWICE);
        run.take(new Signal.Found(run.record(1, Optional.empty())));
        assertThat(run.take(new Signal.NeverMade(1))).singleElement().isInstanceOf(Action.EndAttempt.class);
    }

    @Test
    void after_the_deadline_there_is_no_other_attempt() {
        Told run = Told.running(TWICE);
        run.take(new Signal.TimeCame(Alarm.DEADLINE, 1));
        assertThat(fail(run, Facts.exited(1, "Error", ""))).singleElement().isInstanceOf(Action.StoreOutcome.class);
        assertThat(failure(run).kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void a_job_that_is_to_grow_grows_where_quotas_have_room() {
        Told run = Told.running(GROWING);
        Verdict verdict = verdict(run);
        List<Action> actions = run.take(new Signal.QuotaRead(1, verdict, 0, List.of(ROOM)));
        assertThat(actions).singleElement().isInstanceOf(Action.EndAttempt.class);
        assertThat(((Action.EndAttempt) actions.get(0)).end().changes())
                .extracting(Change::field)
                .containsExactly("driver.memoryOverhead");
    }

    @Test
    void a_quota_without_room_is_read_three_more_times_before_the_run_ends() {
        Told run = Told.running(GROWING);
        Verdict verdict = verdict(run);
        for (int looked = 0; looked < 3; looked++) {
            assertThat(run.take(new Signal.QuotaRead(1, verdict, looked, List.of(FULL))))
                    .containsExactly(new Action.ReadQuota(1, verdict, looked + 1));
        }
        assertThat(run.take(new Signal.QuotaRead(1, verdict, 3, List.of(FULL))))
                .containsExactly(new Action.StoreOutcome(
                        Facts.RECORD, 1, run.state().decided().orElseThrow()));
        assertThat(failure(run).kind()).isEqualTo(FailureKind.DRIVER_OOM);
        assertThat(failure(run).advice()).startsWith("Free quota or raise it: another attempt with");
        assertThat(failure(run).evidence()).last().asString().contains("quota team leaves 0Mi of limits.memory");
    }

    @Test
    void what_quotas_leave_means_nothing_once_the_attempt_is_decided() {
        Told run = Told.running(GROWING);
        Verdict verdict = verdict(run);
        Signal read = new Signal.QuotaRead(1, verdict, 0, List.of(ROOM));
        assertThat(Told.running(GROWING).take(read)).as("it runs").isEmpty();
        assertThat(run.take(new Signal.QuotaRead(2, verdict, 0, List.of(ROOM)))).isEmpty();

        AttemptResult first = new AttemptResult(1, verdict.failure().orElseThrow(), Timings.NONE, List.of());
        run.take(new Signal.RecordSeen(Facts.record(GROWING, 1, Optional.of(Facts.UID), List.of(first))));
        assertThat(run.take(read)).as("another process ended it").isEmpty();

        Told over = Told.running(GROWING);
        Verdict own = verdict(over);
        over.take(new Signal.QuotaRead(1, own, 3, List.of(FULL)));
        assertThat(over.take(new Signal.QuotaRead(1, own, 0, List.of(ROOM)))).isEmpty();
    }

    @Test
    void a_run_that_ended_here_for_want_of_room_goes_on_where_another_process_found_some() {
        Told run = Told.running(GROWING);
        Verdict verdict = verdict(run);
        run.take(new Signal.QuotaRead(1, verdict, 3, List.of(FULL)));
        AttemptResult first = new AttemptResult(1, verdict.failure().orElseThrow(), Timings.NONE, List.of());
        RecordFacts ended = Facts.record(GROWING, 1, Optional.of(Facts.UID), List.of(first));
        run.take(new Signal.RecordSeen(ended));
        assertThat(run.take(new Signal.Cleared(1))).contains(new Action.Advance(ended, 2));
    }
}
