package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A driver that runs on without the executors that its job wants. */
class StallTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final RunOptions OPTIONS = Facts.OPTIONS.stallTimeout(LIMIT);
    private static final Action ALARM = new Action.SetAlarm(Alarm.STALLED, 1, LIMIT);
    private static final Signal DUE = new Signal.TimeCame(Alarm.STALLED, 1);
    private static final Signal LATE = new Signal.TimeUp(Alarm.STALLED, 1);
    private static final PodFacts RUNS = executor(new ContainerFacts("", "", true, OptionalInt.empty(), "", ""));
    private static final PodFacts ENDED = executor(new ContainerFacts("", "", false, OptionalInt.of(0), "", ""));

    private static PodFacts executor(ContainerFacts container) {
        return Facts.executor("e-1", Facts.UID, container);
    }

    @Test
    void the_time_alone_is_taken_from_when_the_driver_runs() {
        Told pending = Told.pending(OPTIONS);
        assertThat(pending.take(new Signal.DriverSeen(Facts.running()))).contains(ALARM);
        assertThat(Told.pending(Facts.OPTIONS).take(new Signal.DriverSeen(Facts.running())))
                .noneMatch(Action.SetAlarm.class::isInstance);
    }

    @Test
    void the_time_alone_begins_anew_with_the_end_of_the_last_executor() {
        Told ends = Told.running(OPTIONS);
        assertThat(ends.take(new Signal.ExecutorSeen(1, RUNS))).doesNotContain(ALARM);
        assertThat(ends.after(LIMIT).take(DUE)).isEmpty();
        assertThat(ends.take(new Signal.ExecutorSeen(1, ENDED))).contains(ALARM);
        assertThat(ends.take(new Signal.ExecutorGone(1, ENDED)))
                .as("it is alone already")
                .isEmpty();
        assertThat(ends.after(LIMIT.minusNanos(1)).take(DUE)).isEmpty();

        Told goes = Told.running(OPTIONS);
        goes.take(new Signal.ExecutorSeen(1, RUNS));
        assertThat(goes.take(new Signal.ExecutorGone(1, RUNS)))
                .containsExactly(
                        new Action.Announce(new RunEvent.ExecutorEnded(
                                Told.RUN, goes.wall(), new ExecutorEnd(1, OptionalInt.empty(), "", ""))),
                        ALARM);
    }

    @Test
    void a_driver_is_looked_at_before_it_is_given_up_for_being_alone() {
        Told run = Told.running(OPTIONS);
        assertThat(run.after(LIMIT.minusNanos(1)).take(DUE)).isEmpty();
        assertThat(run.after(Duration.ofNanos(1)).take(DUE)).containsExactly(look());
        assertThat(run.take(new Signal.TimeCame(Alarm.STALLED, 2))).isEmpty();
        assertThat(run.after(LIMIT).take(DUE)).containsExactly(look());

        assertThat(run.take(new Signal.TimeUp(Alarm.STALLED, 2))).isEmpty();
        assertThat(run.take(LATE)).containsExactly(new Action.TakeEvidence(1));
        run.take(new Signal.EvidenceTaken(List.of()));
        assertThat(run.state().decided().orElseThrow().failure().orElseThrow().kind())
                .isEqualTo(FailureKind.STALLED);
    }

    private static Action look() {
        return new Action.LookBefore(Alarm.STALLED, 1, Facts.UID);
    }

    @Test
    void a_driver_whose_executor_came_in_time_goes_on() {
        Told run = Told.running(OPTIONS);
        assertThat(run.after(LIMIT).take(DUE)).containsExactly(look());
        run.take(new Signal.ExecutorSeen(1, RUNS));
        assertThat(run.take(LATE)).isEmpty();
    }

    @Test
    void a_job_that_wants_no_executors_may_be_alone() {
        JobSizes none = new JobSizes(Facts.SIZES.driver(), Facts.SIZES.executor(), 0, 200, false);
        Told run = Told.submitting(OPTIONS);
        run.take(new Signal.Accepted(sized(none), Facts.UID, false));
        run.take(new Signal.DriverSeen(Facts.running()));
        assertThat(run.after(LIMIT).take(DUE)).isEmpty();

        PodFacts waits = executor(Facts.waiting("ImagePullBackOff").container());
        run.take(new Signal.ExecutorSeen(1, waits));
        assertThat(run.take(DUE)).as("it has asked for one after all").containsExactly(look());
    }

    private static RecordFacts sized(JobSizes sizes) {
        return new RecordFacts(
                Facts.RECORD,
                "1",
                Instant.EPOCH,
                OPTIONS,
                1,
                Instant.EPOCH,
                Optional.empty(),
                false,
                false,
                List.of(),
                Optional.empty(),
                Optional.of(sizes));
    }

    @Test
    void a_driver_that_never_asked_for_executors_is_told_so() {
        Told run = Told.running(OPTIONS);
        assertThat(Stall.cause(run.state()).reason())
                .isEqualTo("The driver ran without any executor for PT10M: it has not asked for any.");
        run.take(new Signal.ExecutorSeen(1, ENDED));
        assertThat(Stall.cause(run.state()).reason())
                .as("one that has ended waits for nothing")
                .contains("none replaced them");
    }
}
