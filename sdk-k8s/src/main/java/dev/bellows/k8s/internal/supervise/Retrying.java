package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows the end of an attempt: another one, changed by what remedies say, or the end of the run. */
final class Retrying {
    /** How often a quota that has no room is read again: Kubernetes counts what has ended for a while. */
    private static final int QUOTA_LOOKS = 3;

    private final Draft draft;
    private final Ending ending;

    Retrying(Draft draft, Ending ending) {
        this.draft = draft;
        this.ending = ending;
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
}
