package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.RunResult;
import java.util.ArrayList;
import java.util.List;

/** One step of a supervisor: reads one signal, and hands it to where it is decided. */
final class Turn implements Signal.Reader {
    private final Draft draft;
    private final RunTurn run;
    private final AttemptTurn attempt;
    private final Ending ending;

    Turn(Supervision before, Moment now) {
        this.draft = new Draft(before, now);
        this.run = new RunTurn(draft);
        this.attempt = new AttemptTurn(draft, run);
        this.ending = run.ending();
    }

    Step end() {
        return draft.step();
    }

    @Override
    public void start(Signal.Start signal) {
        draft.enter(AttemptPhase.SUBMITTING);
        draft.act(new Action.Submit());
    }

    @Override
    public void attach(Signal.Attach signal) {
        draft.enter(AttemptPhase.SUBMITTING);
        draft.act(new Action.Find());
    }

    @Override
    public void driverMade(Signal.DriverMade signal) {
        draft.state = draft.state.withMade(true);
    }

    @Override
    public void accepted(Signal.Accepted signal) {
        run.accepted(signal);
        hearEarly();
    }

    @Override
    public void found(Signal.Found signal) {
        run.found(signal.record());
        hearEarly();
    }

    @Override
    public void notFound(Signal.NotFound signal) {
        if (!draft.state.accepted() && draft.moves(Mark.REFUSED)) {
            String reason = "There is no record of run " + draft.state.run() + ".";
            ending.end(ending.result(Judge.refused(draft.state, FailureKind.NOT_FOUND, reason, draft.now)));
        }
    }

    @Override
    public void refused(Signal.Refused signal) {
        if (draft.state.accepted() || !draft.moves(Mark.REFUSED)) {
            return;
        }
        draft.state = draft.state.withRecordUid(signal.recordUid()).withEarly(List.of());
        ending.abandon(Judge.refused(draft.state, signal.kind(), signal.reason(), draft.now));
    }

    @Override
    public void attemptRefused(Signal.AttemptRefused signal) {
        run.attemptRefused(signal);
    }

    @Override
    public void watchRefused(Signal.WatchRefused signal) {
        if (draft.state.driver().isPresent()
                || draft.state.phase() != AttemptPhase.PENDING
                || !draft.moves(Mark.REFUSED)) {
            return;
        }
        Verdict verdict = Judge.refused(draft.state, FailureKind.FORBIDDEN, signal.reason(), draft.now);
        if (draft.state.adopted() || draft.state.attempt() > 1) {
            // Another process made this run and may see more: it goes on there, and only this one gives up.
            ending.end(ending.result(verdict));
        } else {
            ending.abandon(verdict);
        }
    }

    @Override
    public void driverSeen(Signal.DriverSeen signal) {
        if (!early(signal, signal.driver().attempt())) {
            attempt.driverSeen(signal.driver());
        }
    }

    @Override
    public void driverGone(Signal.DriverGone signal) {
        if (!early(signal, signal.last().attempt())) {
            attempt.driverGone(signal.last());
        }
    }

    @Override
    public void driverAbsent(Signal.DriverAbsent signal) {
        attempt.driverAbsent(signal.uid());
    }

    @Override
    public void driverLost(Signal.DriverLost signal) {
        attempt.driverLost(signal.uid());
    }

    @Override
    public void neverMade(Signal.NeverMade signal) {
        attempt.neverMade(signal.attempt());
    }

    @Override
    public void executorSeen(Signal.ExecutorSeen signal) {
        if (!early(signal, signal.pod().attempt())) {
            attempt.executorSeen(signal.id(), signal.pod());
        }
    }

    @Override
    public void executorGone(Signal.ExecutorGone signal) {
        if (!early(signal, signal.last().attempt())) {
            attempt.executorGone(signal.id(), signal.last());
        }
    }

    @Override
    public void recordSeen(Signal.RecordSeen signal) {
        if (!early(signal, 0)) {
            run.learn(signal.record());
            hearEarly();
        }
    }

    @Override
    public void recordSpoiled(Signal.RecordSpoiled signal) {
        if (!early(signal, 0)
                && draft.isRecord(signal.recordUid())
                && !draft.state.status().isFinal()) {
            ending.end(ending.result(Judge.refused(draft.state, FailureKind.REJECTED, signal.reason(), draft.now)));
        }
    }

    @Override
    public void recordGone(Signal.RecordGone signal) {
        if (!early(signal, 0) && draft.isRecord(signal.recordUid()) && !draft.state.stored()) {
            // It may only have lost its labels.
            draft.act(new Action.CheckRecord(signal.recordUid()));
        }
    }

    @Override
    public void recordLost(Signal.RecordLost signal) {
        if (!draft.isRecord(signal.recordUid()) || draft.state.stored()) {
            return;
        }
        // Somebody deleted the record by hand: that is a cancellation, and the garbage collector takes what the record
        // owns. What had ended by itself before stays as it ended.
        RunResult result = draft.state
                .decided()
                .filter(any -> endedByItself())
                .orElseGet(() -> ending.result(Judge.cancelled(draft.state, draft.now)));
        if (draft.state.options().layout() == Layout.COMPACT) {
            ending.stored(result);
        } else {
            draft.enter(AttemptPhase.ENDED);
            ending.finish(result);
        }
    }

    private boolean endedByItself() {
        return draft.state
                .driver()
                .filter(pod -> pod.hasEnded() && !pod.deleting())
                .isPresent();
    }

    @Override
    public void watchRenewed(Signal.WatchRenewed signal) {
        if (draft.state.phase() != AttemptPhase.ENDED) {
            draft.state.driverUid().ifPresent(uid -> draft.act(new Action.LookAtPods(uid)));
        }
    }

    @Override
    public void timeUp(Signal.TimeUp signal) {
        if (signal.alarm() == Alarm.START_TIMEOUT) {
            attempt.startTimedOut(signal.attempt());
        } else if (signal.alarm() == Alarm.STALLED) {
            attempt.stalled(signal.attempt());
        } else {
            run.timeUp();
        }
    }

    @Override
    public void eventsRead(Signal.EventsRead signal) {
        attempt.eventsRead(signal);
    }

    @Override
    public void evidenceTaken(Signal.EvidenceTaken signal) {
        attempt.evidenceTaken(signal.lastLines());
    }

    @Override
    public void quotaRead(Signal.QuotaRead signal) {
        run.quotaRead(signal);
    }

    @Override
    public void notStored(Signal.NotStored signal) {
        if (draft.state.phase() == AttemptPhase.ENDED && !draft.state.advancing()) {
            ending.stored(signal.result());
        }
    }

    @Override
    public void cleared(Signal.Cleared signal) {
        run.cleared(signal.attempt());
    }

    @Override
    public void cleanedUp(Signal.CleanedUp signal) {
        ending.cleanedUp();
    }

    @Override
    public void takenOver(Signal.TakenOver signal) {
        ending.takenOver();
    }

    @Override
    public void cancelFailed(Signal.CancelFailed signal) {
        if (draft.state.cancelAsked() && draft.state.phase() != AttemptPhase.ENDED) {
            run.cancelDriver();
        }
    }

    @Override
    public void timeCame(Signal.TimeCame signal) {
        int number = signal.attempt();
        switch (signal.alarm()) {
            case START_TIMEOUT -> attempt.startTimeout(number);
            case UNREACHABLE -> attempt.unreachable(number);
            case LOOK_AGAIN -> attempt.lookAgain(number);
            case READ_EVENTS -> attempt.readEvents(number);
            case STALLED -> attempt.mayBeStalled(number);
            case DEADLINE, NEXT_ATTEMPT -> run.timeCame(signal.alarm(), number);
        }
    }

    @Override
    public void cancelAsked(Signal.CancelAsked signal) {
        run.cancel();
    }

    @Override
    public void forgetAsked(Signal.ForgetAsked signal) {
        ending.forgetAsked(run);
    }

    @Override
    public void forgotten(Signal.Forgotten signal) {
        ending.forgotten();
    }

    @Override
    public void forgetFailed(Signal.ForgetFailed signal) {
        ending.forgetFailed(signal.reason());
    }

    /** Keeps news for when it is known which objects are ours, and of an attempt for when the record has told of it. */
    private boolean early(Signal signal, int number) {
        if (draft.state.accepted() && number <= draft.state.attempt()) {
            return false;
        }
        if (!draft.state.status().isFinal()) {
            List<Signal> kept = new ArrayList<>(draft.state.early());
            kept.add(signal);
            draft.state = draft.state.withEarly(kept);
        }
        return true;
    }

    private void hearEarly() {
        if (draft.state.accepted() && !draft.state.early().isEmpty()) {
            List<Signal> early = draft.state.early();
            draft.state = draft.state.withEarly(List.of());
            early.forEach(news -> news.read(this));
        }
    }
}
