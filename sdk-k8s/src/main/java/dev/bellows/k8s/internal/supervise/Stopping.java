package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunStatus;
import java.util.List;
import java.util.Optional;

/** The end of a run before its driver ends by itself: its user calls it off, or its time is up. */
final class Stopping {
    private final Draft draft;
    private final Ending ending;

    Stopping(Draft draft, Ending ending) {
        this.draft = draft;
        this.ending = ending;
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

    void overdue() {
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

    void decideOverdue() {
        draft.state = draft.state.withEndedBy(Mark.OVERDUE);
        ending.decide(Judge.verdict(draft.state.withDriver(Optional.empty()), List.of(), draft.now), 0);
    }
}
