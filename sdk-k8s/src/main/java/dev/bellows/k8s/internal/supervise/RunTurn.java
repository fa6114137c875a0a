package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the record, the clock and the user mean for the run as a whole: which attempt there is, and whether another one follows. */
final class RunTurn {
    /** How long after its beginning another process may still create what an attempt lacks; later it is fenced and ended. */
    private static final Duration CREATABLE = Duration.ofMinutes(2);

    /** How long a driver has to start before it is asked what others say about it. */
    private static final Duration EVENTS_PAUSE = Duration.ofSeconds(30);

    private final Draft draft;
    private final Ending ending;
    private final Stopping stopping;

    RunTurn(Draft draft, Ending ending, Stopping stopping) {
        this.draft = draft;
        this.ending = ending;
        this.stopping = stopping;
    }

    /** The attempt's objects exist, made by this process or by another one. */
    void accepted(Signal.Accepted signal) {
        if (!awaits(signal.record())) {
            if (!draft.isDriver(signal.driverUid())) {
                draft.act(new Action.DeleteLate(signal.record().attempt(), signal.driverUid()));
            }
            return;
        }
        know(signal.record());
        joined(signal.driverUid(), signal.adopted());
    }

    /** The attempt's driver is gone before this process knew of it; says whether that ends the attempt. */
    boolean vanished(RecordFacts facts) {
        if (!awaits(facts)) {
            return false;
        }
        know(facts);
        draft.become(RunStatus.ACTIVE);
        return draft.moves(Mark.GONE);
    }

    private boolean awaits(RecordFacts facts) {
        return draft.state.phase() == AttemptPhase.SUBMITTING
                && draft.state.attempt() == facts.attempt()
                && draft.state.decided().isEmpty();
    }

    /** The run was submitted before. */
    void found(RecordFacts facts) {
        if (draft.state.accepted() || draft.state.phase() == AttemptPhase.ENDED) {
            return;
        }
        know(facts);
        draft.state = draft.state.withAdopted(true);
        draft.state = draft.state.withAttempt(facts.attempt());
        draft.become(RunStatus.ACTIVE);
        if (facts.outcome().isPresent()) {
            draft.state = draft.state.withEarly(List.of()).withDriverUid(facts.driverUid());
            over(facts.outcome().get());
            return;
        }
        if (facts.hasEnded(facts.attempt())) {
            ended();
        } else if (facts.driverUid().isPresent()) {
            joined(facts.driverUid().get(), true);
        } else {
            await(facts);
        }
        if (facts.isCalledOff()) {
            stopping.cancel();
        }
    }

    /** The run had ended before this process knew of it. */
    private void over(RunResult outcome) {
        if (draft.state.attached()) {
            // It is only looked at: what it left is for its submitters and the sweeper to remove.
            ending.end(outcome);
        } else {
            // Whoever decided it may have died before all was cleaned up.
            ending.stored(outcome);
        }
    }

    /** What the record says, if it is news. */
    void learn(RecordFacts facts) {
        if (!draft.isRecord(facts.uid())
                || draft.state.status().isFinal()
                || draft.state.record().filter(facts::isCoveredBy).isPresent()) {
            return;
        }
        draft.state = draft.state.withRecord(facts);
        if (facts.outcome().isPresent()) {
            ending.stored(facts.outcome().get());
            return;
        }
        if (facts.attempt() > draft.state.attempt()) {
            next(facts);
        } else if (facts.hasEnded(draft.state.attempt())) {
            ended();
        } else if (facts.driverUid().isPresent() && draft.state.phase() != AttemptPhase.ENDED) {
            joined(facts.driverUid().get(), true);
        }
        if (facts.isCalledOff()) {
            stopping.cancel();
        }
    }

    /** The driver of the attempt is known. The one that the record names counts; any other came late. */
    void joined(String driverUid, boolean adopted) {
        Optional<String> recorded = draft.state.record().flatMap(RecordFacts::driverUid);
        String uid = recorded.orElse(driverUid);
        if (draft.isDriver(uid)) {
            return;
        }
        draft.state.driverUid().ifPresent(late -> draft.act(new Action.DeleteLate(draft.state.attempt(), late)));
        if (!uid.equals(driverUid)) {
            draft.act(new Action.DeleteLate(draft.state.attempt(), driverUid));
        }
        draft.moves(Mark.ACCEPTED);
        draft.become(RunStatus.ACTIVE);
        draft.state = draft.state.withDriverUid(uid).withDriver(Optional.empty());
        draft.announce(new RunEvent.Submitted(draft.state.run(), draft.now.wall(), adopted));
        RecordFacts record = draft.state.record().orElseThrow();
        if (recorded.isEmpty()) {
            draft.act(new Action.RecordDriver(record, uid));
        }
        if (adopted) {
            draft.act(new Action.LookAtPods(uid));
        }
        Instant due = record.notBefore().plus(draft.state.options().startTimeout());
        alarm(Alarm.START_TIMEOUT, draft.now.until(due));
        alarm(Alarm.READ_EVENTS, EVENTS_PAUSE);
        if (draft.state.cancelAsked()) {
            stopping.cancelDriver();
        } else if (draft.state.overdue()) {
            stopping.overdue();
        }
    }

    void cleared(int attempt) {
        Supervision state = draft.state;
        RecordFacts record = state.record().orElseThrow();
        if (attempt != state.attempt()
                || record.attempt() != attempt
                || state.decided().isPresent()) {
            return;
        }
        state.driverUid()
                .filter(uid -> state.driver().filter(PodFacts::hasEnded).isPresent())
                .ifPresent(uid -> draft.act(
                        new Action.ExpireDriver(state.options().retention().failedDriver(), attempt, uid)));
        draft.act(new Action.Advance(record, attempt + 1));
    }

    void timeCame(Alarm alarm, int attempt) {
        Supervision state = draft.state;
        boolean waits = attempt == state.attempt()
                && state.phase() == AttemptPhase.SUBMITTING
                && state.decided().isEmpty();
        if (alarm == Alarm.DEADLINE) {
            stopping.overdue();
        } else if (alarm == Alarm.NEXT_ATTEMPT && waits) {
            create(state.record().orElseThrow());
        }
    }

    private void know(RecordFacts facts) {
        boolean first = draft.state.record().isEmpty();
        draft.state = draft.state
                .withRecord(facts)
                .withRecordUid(facts.uid())
                .withOptions(facts.options())
                .withAccepted(true);
        if (first) {
            facts.options()
                    .deadline()
                    .ifPresent(limit -> alarm(
                            Alarm.DEADLINE, draft.now.until(facts.created().plus(limit))));
        }
    }

    /** The attempt's end stands in the record: another one is to follow. */
    private void ended() {
        if (draft.state.advancing()) {
            return;
        }
        if (draft.state.phase() != AttemptPhase.ENDED) {
            draft.enter(AttemptPhase.ENDED);
        }
        draft.state = draft.state.withAdvancing(true);
        if (isOver()) {
            return;
        }
        goOn();
        if (draft.state.cancelAsked() || draft.state.calledOff()) {
            ending.decide(Judge.cancelled(draft.state, draft.now), 0);
        } else if (draft.state.overdue()) {
            stopping.decideOverdue();
        } else {
            draft.act(new Action.ClearAttempt(
                    draft.recordUid(),
                    draft.state.attempt(),
                    draft.state.driverUid(),
                    draft.state.driver().filter(PodFacts::hasEnded).isPresent()));
        }
    }

    private void next(RecordFacts facts) {
        boolean running = facts.driverUid().isPresent();
        draft.begin(facts.attempt());
        if (isOver()) {
            return;
        }
        goOn();
        AttemptResult last = facts.ended().get(facts.ended().size() - 1);
        draft.announce(new RunEvent.AttemptFailed(draft.state.run(), draft.now.wall(), last, facts.notBefore()));
        if (running) {
            joined(facts.driverUid().get(), true);
        } else {
            await(facts);
        }
    }

    /** What this process decided of the attempt is done with: the record says that the run goes on. */
    private void goOn() {
        draft.state = draft.state.withDecided(Optional.empty()).withStored(false);
    }

    /** Whether the run was decided as a whole, and not only an attempt of it. */
    private boolean isOver() {
        return draft.state.decided().isPresent() && (draft.state.cancelAsked() || draft.state.overdue());
    }

    private void await(RecordFacts facts) {
        Duration pause = draft.now.until(facts.notBefore());
        if (pause.isZero()) {
            create(facts);
        } else {
            draft.become(RunStatus.BACKING_OFF);
            alarm(Alarm.NEXT_ATTEMPT, pause);
        }
    }

    private void create(RecordFacts facts) {
        draft.become(RunStatus.ACTIVE);
        boolean late = draft.now.until(facts.notBefore().plus(CREATABLE)).isZero();
        draft.act(late ? new Action.CheckNeverMade(facts) : new Action.CreateAttempt(facts));
    }

    private void alarm(Alarm alarm, Duration after) {
        draft.act(new Action.SetAlarm(alarm, draft.state.attempt(), after));
    }
}
