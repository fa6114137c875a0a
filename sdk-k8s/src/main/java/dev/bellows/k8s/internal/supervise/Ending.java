package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.util.List;
import java.util.Optional;

/** The end of a run: decided, stored, cleaned up after, told; and what stays expires. */
final class Ending {
    private final Draft draft;

    Ending(Draft draft) {
        this.draft = draft;
    }

    /** Decides the run; {@code attempt} is the one whose end that is, or 0 if it ends whatever attempt there is. */
    void decide(Verdict verdict, int attempt) {
        RunResult result = result(verdict);
        draft.state = draft.state.withDecided(result);
        draft.act(new Action.StoreOutcome(draft.recordUid(), attempt, result));
    }

    /** Decides the run after an attempt whose end stands: the next one cannot be begun. Where another process has begun it, it goes on. */
    void decideUnfollowed(Verdict verdict) {
        RunResult result = result(verdict);
        draft.state = draft.state.withDecided(result);
        draft.act(new Action.StoreOutcome(draft.recordUid(), draft.state.attempt(), true, result));
    }

    void recordLost(String recordUid) {
        if (!draft.isRecord(recordUid) || draft.state.stored()) {
            return;
        }
        // Somebody deleted the record by hand: that is a cancellation, and the garbage collector takes what the record
        // owns. What had ended by itself before stays as it ended.
        RunResult result = draft.state
                .decided()
                .filter(any -> endedByItself())
                .orElseGet(() -> result(Judge.cancelled(draft.state, draft.now)));
        if (draft.state.options().layout() == Layout.COMPACT) {
            stored(result);
        } else {
            finish(result);
        }
    }

    private boolean endedByItself() {
        return draft.state
                .driver()
                .filter(pod -> pod.hasEnded() && !pod.deleting())
                .isPresent();
    }

    /** A result stands, ours or another process's. */
    void stored(RunResult result) {
        if (draft.state.stored()) {
            return;
        }
        if (draft.state.phase() != AttemptPhase.ENDED) {
            draft.enter(AttemptPhase.ENDED);
        }
        draft.state = draft.state.withStored(true).withDecided(result);
        boolean driverEnded = draft.state.driver().filter(PodFacts::hasEnded).isPresent()
                || result.failure().filter(seen -> seen.exitCode().isPresent()).isPresent();
        draft.act(new Action.CleanUp(
                result, draft.recordUid(), draft.state.attempt(), draft.state.driverUid(), driverEnded));
    }

    void cleanedUp() {
        draft.state.decided().filter(result -> !draft.state.status().isFinal()).ifPresent(this::finish);
    }

    /** Ends a run whose submission failed: what it left goes first. */
    void abandon(Verdict verdict) {
        RunResult result = result(verdict);
        draft.state = draft.state.withDecided(result);
        draft.state
                .recordUid()
                .ifPresentOrElse(
                        uid -> draft.act(new Action.RollBack(uid, draft.state.driverUid(), result)),
                        () -> finish(result));
    }

    /** What was refused here is, or may be, another process's run by now: nothing of it is to go, not even in time. */
    void takenOver() {
        draft.state.decided().filter(result -> !draft.state.status().isFinal()).ifPresent(this::end);
    }

    void finish(RunResult result) {
        end(result);
        if (!draft.state.forgetAsked()) {
            expire(result);
        }
    }

    /** Tells the end; what stays of the run stays. */
    void end(RunResult result) {
        draft.become(result.status());
        draft.state = draft.state.withDecided(result).withStored(true).withPhase(AttemptPhase.ENDED);
        draft.announce(new RunEvent.Ended(draft.state.run(), draft.now.wall(), result));
        draft.act(new Action.Complete(result));
        if (draft.state.forgetAsked()) {
            draft.act(new Action.Forget(draft.state.recordUid(), draft.state.driverUid()));
        }
    }

    void expire(RunResult result) {
        Retention keep = draft.state.options().retention();
        if (result.status() == RunStatus.FAILED && !keep.failedDriver().isZero()) {
            draft.state
                    .driverUid()
                    .ifPresent(
                            uid -> draft.act(new Action.ExpireDriver(keep.failedDriver(), draft.state.attempt(), uid)));
        }
        draft.state.recordUid().ifPresent(uid -> draft.act(new Action.ExpireRecord(keep.record(), uid)));
    }

    RunResult result(Verdict verdict) {
        int waiting = draft.state.status() == RunStatus.BACKING_OFF ? 1 : 0;
        return new RunResult(
                draft.state.run(),
                verdict.status(),
                draft.state.attempt() - waiting,
                verdict.failure(),
                verdict.timings(),
                draft.state.record().map(RecordFacts::ended).orElse(List.of()));
    }

    void forgetAsked(Stopping stopping) {
        if (draft.state.forgotten()) {
            draft.act(new Action.ForgetDone(Optional.empty()));
        } else if (!draft.state.forgetAsked()) {
            draft.state = draft.state.withForgetAsked(true);
            if (draft.state.status().isFinal()) {
                draft.act(new Action.Forget(draft.state.recordUid(), draft.state.driverUid()));
            } else {
                stopping.cancel();
            }
        }
    }

    void forgotten() {
        draft.state = draft.state.withForgotten(true);
        draft.act(new Action.ForgetDone(Optional.empty()));
    }

    void forgetFailed(String reason) {
        draft.state = draft.state.withForgetAsked(false);
        draft.act(new Action.ForgetDone(Optional.of(reason)));
        draft.state.decided().ifPresent(this::expire);
    }
}
