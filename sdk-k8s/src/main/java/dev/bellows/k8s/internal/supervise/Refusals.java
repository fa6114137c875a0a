package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import java.time.Duration;
import java.util.List;

/** What the cluster refuses this process for good, and what that means for the run. */
final class Refusals {
    private static final Duration CREATE_PAUSE = Duration.ofSeconds(10);

    private final Draft draft;
    private final Ending ending;

    Refusals(Draft draft, Ending ending) {
        this.draft = draft;
        this.ending = ending;
    }

    void notFound() {
        if (!draft.state.accepted() && draft.moves(Mark.REFUSED)) {
            String reason = "There is no record of run " + draft.state.run() + ".";
            ending.end(ending.result(Judge.refused(draft.state, FailureKind.NOT_FOUND, reason, draft.now)));
        }
    }

    void refused(Signal.Refused signal) {
        if (draft.state.accepted() || !draft.moves(Mark.REFUSED)) {
            return;
        }
        draft.state = draft.state.withRecordUid(signal.recordUid()).withEarly(List.of());
        ending.abandon(Judge.refused(draft.state, signal.kind(), signal.reason(), draft.now));
    }

    void attemptRefused(Signal.AttemptRefused signal) {
        Supervision state = draft.state;
        if (signal.attempt() != state.attempt() || state.phase() != AttemptPhase.SUBMITTING) {
            return;
        }
        if (signal.kind() == FailureKind.UNREACHABLE && !state.cancelAsked() && !state.overdue()) {
            draft.act(new Action.SetAlarm(Alarm.NEXT_ATTEMPT, state.attempt(), CREATE_PAUSE));
        } else if (draft.moves(Mark.REFUSED)) {
            ending.decide(Judge.refused(state, signal.kind(), signal.reason(), draft.now), state.attempt());
        }
    }

    /** The attempt's end stands in the record; it stays the last one. */
    void advanceRefused(Signal.AdvanceRefused signal) {
        Supervision state = draft.state;
        if (signal.attempt() == state.attempt()
                && state.advancing()
                && state.decided().isEmpty()) {
            String reason = "Attempt " + (signal.attempt() + 1) + " cannot be begun: " + signal.reason();
            ending.decideUnfollowed(Judge.refused(state, signal.kind(), reason, draft.now));
        }
    }

    void watchRefused(String reason) {
        if (draft.state.driver().isPresent()
                || draft.state.phase() != AttemptPhase.PENDING
                || !draft.moves(Mark.REFUSED)) {
            return;
        }
        Verdict verdict = Judge.refused(draft.state, FailureKind.FORBIDDEN, reason, draft.now);
        if (draft.state.adopted() || draft.state.attempt() > 1) {
            // Another process made this run and may see more: it goes on there, and only this one gives up.
            ending.end(ending.result(verdict));
        } else {
            ending.abandon(verdict);
        }
    }

    /** Any process that may ask for the driver has had the time to decide. */
    void driverHidden(Signal.DriverHidden signal) {
        int attempt = draft.state.attempt();
        if (draft.state.accepted() && signal.attempt() == attempt && draft.moves(Mark.REFUSED)) {
            String reason = "The driver pod may not be asked for: " + signal.reason();
            ending.decide(Judge.refused(draft.state, FailureKind.FORBIDDEN, reason, draft.now), attempt);
        }
    }

    void recordSpoiled(Signal.RecordSpoiled signal) {
        if (draft.isRecord(signal.recordUid()) && !draft.state.status().isFinal()) {
            ending.end(ending.result(Judge.refused(draft.state, FailureKind.REJECTED, signal.reason(), draft.now)));
        }
    }
}
