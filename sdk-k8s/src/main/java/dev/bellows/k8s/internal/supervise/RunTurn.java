package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the record, the clock and the user mean for the run as a whole: which attempt there is, and whether another one follows. */
final class RunTurn {
    /** How long after its beginning another process may still create what an attempt lacks; later it is fenced and ended. */
    private static final Duration CREATABLE = Duration.ofMinutes(2);

    private static final Duration CREATE_PAUSE = Duration.ofSeconds(10);

    /** How long a driver has to start before it is asked what others say about it. */
    private static final Duration EVENTS_PAUSE = Duration.ofSeconds(30);

    /** How often a quota that has no room is read again: Kubernetes counts what has ended for a while. */
    private static final int QUOTA_LOOKS = 3;

    private final Draft draft;
    private final Ending ending;

    RunTurn(Draft draft) {
        this.draft = draft;
        this.ending = new Ending(draft);
    }

    Ending ending() {
        return ending;
    }

    /** The attempt's objects exist, made by this process or by another one. */
    void accepted(Signal.Accepted signal) {
        Supervision state = draft.state;
        boolean awaited = state.phase() == AttemptPhase.SUBMITTING
                && state.attempt() == signal.record().attempt();
        if (!awaited || state.decided().isPresent()) {
            if (!draft.isDriver(signal.driverUid())) {
                draft.act(new Action.DeleteLate(signal.record().attempt(), signal.driverUid()));
            }
            return;
        }
        know(signal.record());
        joined(signal.driverUid(), signal.adopted());
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
            // Whoever decided it may have died before all was cleaned up.
            draft.state = draft.state.withEarly(List.of()).withDriverUid(facts.driverUid());
            ending.stored(facts.outcome().get());
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
            cancel();
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
            cancel();
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
            cancelDriver();
        } else if (draft.state.overdue()) {
            overdue();
        }
    }

    void decide(Verdict verdict) {
        Optional<AttemptResult> end = tried(verdict);
        if (end.filter(Growth::isIn).isPresent()) {
            draft.act(new Action.ReadQuota(draft.state.attempt(), verdict, 0));
        } else {
            decide(verdict, end);
        }
    }

    /** What quotas leave is known: the job may grow, or there is no room for it. */
    void quotaRead(Signal.QuotaRead signal) {
        Supervision state = draft.state;
        if (signal.attempt() != state.attempt()
                || state.phase() != AttemptPhase.ENDED
                || state.advancing()
                || state.decided().isPresent()) {
            return;
        }
        Optional<AttemptResult> end = tried(signal.verdict());
        Optional<String> lack = end.flatMap(next -> Growth.lack(state, next.changes(), signal.quotas()));
        if (lack.isPresent() && signal.looked() < QUOTA_LOOKS) {
            draft.act(new Action.ReadQuota(state.attempt(), signal.verdict(), signal.looked() + 1));
        } else if (lack.isPresent()) {
            Verdict verdict = signal.verdict();
            Optional<Failure> failure = verdict.failure().map(seen -> Growth.withLack(seen, lack.get()));
            ending.decide(new Verdict(verdict.status(), failure, verdict.timings()), state.attempt());
        } else {
            decide(signal.verdict(), end);
        }
    }

    private void decide(Verdict verdict, Optional<AttemptResult> end) {
        end.ifPresentOrElse(
                result -> draft.act(new Action.EndAttempt(draft.recordUid(), result)),
                () -> ending.decide(verdict, draft.state.attempt()));
    }

    /** The attempt's end, if another one is to follow. */
    private Optional<AttemptResult> tried(Verdict verdict) {
        return verdict.failure()
                .filter(this::mayBeTriedAgain)
                .flatMap(failure -> Remedies.after(draft.state, failure)
                        .map(changes -> new AttemptResult(draft.state.attempt(), failure, verdict.timings(), changes)))
                .filter(this::goesOn);
    }

    void attemptRefused(Signal.AttemptRefused signal) {
        Supervision state = draft.state;
        if (signal.attempt() != state.attempt() || state.phase() != AttemptPhase.SUBMITTING) {
            return;
        }
        if (signal.kind() == FailureKind.UNREACHABLE && !state.cancelAsked() && !state.overdue()) {
            alarm(Alarm.NEXT_ATTEMPT, CREATE_PAUSE);
        } else if (draft.moves(Mark.REFUSED)) {
            ending.decide(Judge.refused(state, signal.kind(), signal.reason(), draft.now), state.attempt());
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
            overdue();
        } else if (alarm == Alarm.NEXT_ATTEMPT && waits) {
            create(state.record().orElseThrow());
        }
    }

    /** What has ended by itself was not cancelled; but nothing follows it. */
    void cancel() {
        Supervision state = draft.state;
        if (state.cancelAsked() || state.decided().isPresent()) {
            return;
        }
        if (state.status() == RunStatus.BACKING_OFF || state.advancing()) {
            draft.state = draft.state.withCancelAsked(true);
            ending.decide(Judge.cancelled(state, draft.now), 0);
        } else if (state.phase() == AttemptPhase.ENDED) {
            draft.state = draft.state.withCalledOff(true);
        } else {
            draft.state = draft.state.withCancelAsked(true);
            cancelDriver();
        }
    }

    void cancelDriver() {
        draft.state
                .driverUid()
                .ifPresent(uid -> draft.act(new Action.CancelDriver(draft.recordUid(), draft.state.attempt(), uid)));
    }

    private boolean mayBeTriedAgain(Failure failure) {
        Supervision state = draft.state;
        boolean mendable = state.options().retry().takes(failure.kind())
                || state.endedBy().filter(mark -> mark == Mark.NEVER_MADE).isPresent();
        return mendable && !state.calledOff() && !state.overdue();
    }

    /** Whether attempts and budget last for another one. */
    private boolean goesOn(AttemptResult end) {
        Retry retry = draft.state.options().retry();
        List<AttemptResult> ended =
                new ArrayList<>(draft.state.record().orElseThrow().ended());
        ended.add(end);
        return Series.of(ended, retry).goesOn(retry);
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
            decideOverdue();
        } else {
            draft.act(new Action.ClearAttempt(
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
        draft.become(RunStatus.BACKING_OFF);
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
        draft.act(late ? new Action.CheckNeverMade(facts.uid(), facts.attempt()) : new Action.CreateAttempt(facts));
    }

    private void overdue() {
        Supervision state = draft.state;
        if (state.decided().isPresent()) {
            return;
        }
        draft.state = draft.state.withOverdue(true);
        if (state.status() == RunStatus.BACKING_OFF || state.advancing()) {
            decideOverdue();
        } else if (state.driverUid().isPresent() && state.phase() != AttemptPhase.ENDED) {
            draft.act(new Action.LookBefore(
                    Alarm.DEADLINE, state.attempt(), state.driverUid().get()));
        }
    }

    /** The deadline has passed, and the driver, looked at since, has not ended. */
    void timeUp() {
        if (draft.state.overdue() && draft.state.driverUid().isPresent() && draft.moves(Mark.OVERDUE)) {
            draft.act(new Action.TakeEvidence(draft.state.attempt()));
        }
    }

    private void decideOverdue() {
        draft.state = draft.state.withEndedBy(Mark.OVERDUE);
        ending.decide(Judge.verdict(draft.state.withDriver(Optional.empty()), List.of(), draft.now), 0);
    }

    private void alarm(Alarm alarm, Duration after) {
        draft.act(new Action.SetAlarm(alarm, draft.state.attempt(), after));
    }
}
