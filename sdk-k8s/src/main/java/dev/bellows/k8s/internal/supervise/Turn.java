package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of a supervisor: reads one signal, and collects the state and the actions it leads to. */
final class Turn implements Signal.Reader {
    private final Moment now;
    private final List<Action> actions = new ArrayList<>();
    private ImmutableSupervision state;

    Turn(Supervision before, Moment now) {
        this.state = ImmutableSupervision.copyOf(before);
        this.now = now;
    }

    Step end() {
        return new Step(state, List.copyOf(actions));
    }

    @Override
    public void start(Signal.Start signal) {
        enter(AttemptPhase.SUBMITTING);
        act(new Action.Submit());
    }

    @Override
    public void accepted(Signal.Accepted signal) {
        if (!moves(Mark.ACCEPTED)) {
            return;
        }
        List<Signal> early = state.early();
        state = state.withStatus(RunStatus.ACTIVE)
                .withAccepted(true)
                .withAdopted(signal.adopted())
                .withRecordUid(signal.recordUid())
                .withDriverUid(signal.driverUid())
                .withDriverRecorded(signal.uidKnown())
                .withCancelAsked(state.cancelAsked() || signal.cancelled())
                .withEarly(List.of());
        announce(new RunEvent.Submitted(state.run(), now.wall(), signal.adopted()));
        if (state.cancelAsked()) {
            cancelDriver();
        }
        // The watch may have been faster than the answer to the POST.
        early.forEach(news -> news.read(this));
    }

    @Override
    public void refused(Signal.Refused signal) {
        if (!moves(Mark.REFUSED)) {
            return;
        }
        state = state.withRecordUid(signal.recordUid()).withEarly(List.of());
        abandon(
                state.cancelAsked()
                        ? Judge.cancelled(state, now)
                        : Judge.refused(state, signal.kind(), signal.reason(), now));
    }

    @Override
    public void watchRefused(Signal.WatchRefused signal) {
        if (state.driver().isPresent() || state.phase() != AttemptPhase.PENDING || !moves(Mark.REFUSED)) {
            return;
        }
        RunResult result = Judge.refused(state, FailureKind.FORBIDDEN, signal.reason(), now);
        if (state.adopted()) {
            // Another process made this run and may see more: it goes on there, and only this one gives up.
            end(result);
        } else {
            abandon(result);
        }
    }

    @Override
    public void recorded(Signal.Recorded signal) {
        if (state.phase() == AttemptPhase.SUBMITTING) {
            state = state.withRecordUid(signal.recordUid()).withAccepted(true).withEarly(List.of());
            finish(signal.result());
        }
    }

    @Override
    public void driverSeen(Signal.DriverSeen signal) {
        if (!early(signal) && isDriver(signal.driver().uid())) {
            look(signal.driver());
        }
    }

    @Override
    public void driverGone(Signal.DriverGone signal) {
        if (!early(signal) && isDriver(signal.last().uid()) && state.phase() != AttemptPhase.ENDED) {
            state = state.withDriver(signal.last());
            gone();
        }
    }

    @Override
    public void driverAbsent(Signal.DriverAbsent signal) {
        if (isDriver(signal.uid())) {
            gone();
        }
    }

    @Override
    public void executorSeen(Signal.ExecutorSeen signal) {
        PodFacts pod = signal.pod();
        if (early(signal) || state.status().isFinal() || !isDriver(pod.owner())) {
            return;
        }
        hear(ExecutorNews.seen(state, signal.id(), pod, now));
    }

    @Override
    public void executorGone(Signal.ExecutorGone signal) {
        if (!early(signal) && !state.status().isFinal()) {
            hear(ExecutorNews.gone(state, signal.id(), signal.last(), now));
        }
    }

    @Override
    public void cancelSeen(Signal.CancelSeen signal) {
        // Whoever wrote it may have ended before it deleted the driver.
        if (!early(signal) && isRecord(signal.recordUid())) {
            cancel();
        }
    }

    @Override
    public void outcomeSeen(Signal.OutcomeSeen signal) {
        if (!early(signal) && isRecord(signal.recordUid())) {
            stored(signal.result());
        }
    }

    @Override
    public void recordGone(Signal.RecordGone signal) {
        if (early(signal) || !isRecord(signal.recordUid()) || state.decided().isPresent()) {
            return;
        }
        // Somebody deleted the record by hand: that is a cancellation, and the garbage collector takes the rest.
        enter(AttemptPhase.ENDED);
        finish(Judge.cancelled(state, now));
    }

    @Override
    public void evidenceTaken(Signal.EvidenceTaken signal) {
        if (state.phase() == AttemptPhase.ENDED && state.decided().isEmpty()) {
            decide(Judge.verdict(state, false, signal.lastLines(), now));
        }
    }

    @Override
    public void outcomeStored(Signal.OutcomeStored signal) {
        if (state.decided().isPresent()) {
            stored(signal.result());
        }
    }

    @Override
    public void cleanedUp(Signal.CleanedUp signal) {
        state.decided().filter(result -> !state.status().isFinal()).ifPresent(this::finish);
    }

    @Override
    public void cancelFailed(Signal.CancelFailed signal) {
        if (state.cancelAsked() && state.phase() != AttemptPhase.ENDED) {
            cancelDriver();
        }
    }

    @Override
    public void cancelAsked(Signal.CancelAsked signal) {
        cancel();
    }

    @Override
    public void forgetAsked(Signal.ForgetAsked signal) {
        if (state.forgotten()) {
            act(new Action.ForgetDone(Optional.empty()));
        } else if (!state.forgetAsked()) {
            state = state.withForgetAsked(true);
            if (state.status().isFinal()) {
                act(new Action.Forget(state.recordUid()));
            } else {
                cancel();
            }
        }
    }

    @Override
    public void forgotten(Signal.Forgotten signal) {
        state = state.withForgotten(true);
        act(new Action.ForgetDone(Optional.empty()));
    }

    @Override
    public void forgetFailed(Signal.ForgetFailed signal) {
        state = state.withForgetAsked(false);
        act(new Action.ForgetDone(Optional.of(signal.reason())));
        state.decided().ifPresent(this::expire);
    }

    /** Keeps news for when it is known which objects are ours. */
    private boolean early(Signal signal) {
        if (state.phase() != AttemptPhase.SUBMITTING) {
            return false;
        }
        List<Signal> kept = new ArrayList<>(state.early());
        kept.add(signal);
        state = state.withEarly(kept);
        return true;
    }

    private boolean isDriver(String uid) {
        return state.driverUid().filter(uid::equals).isPresent();
    }

    private boolean isRecord(String uid) {
        return state.recordUid().filter(uid::equals).isPresent();
    }

    /** What has ended by itself was not cancelled. */
    private void cancel() {
        if (state.cancelAsked() || state.phase() == AttemptPhase.ENDED) {
            return;
        }
        state = state.withCancelAsked(true);
        cancelDriver();
    }

    private void cancelDriver() {
        state.driverUid().ifPresent(uid -> act(new Action.CancelDriver(recordUid(), uid)));
    }

    private void stored(RunResult result) {
        if (state.stored()) {
            return;
        }
        state = state.withStored(true);
        if (state.phase() != AttemptPhase.ENDED) {
            enter(AttemptPhase.ENDED);
        }
        state = state.withDecided(result);
        boolean driverEnded = state.driver()
                        .map(Mark::of)
                        .filter(mark -> mark == Mark.EXITED || mark == Mark.EXITED_ZERO)
                        .isPresent()
                || result.failure().filter(seen -> seen.exitCode().isPresent()).isPresent();
        act(new Action.CleanUp(result, state.driverUid(), driverEnded));
    }

    private void look(PodFacts driver) {
        Mark mark = Mark.of(driver);
        if (state.phase() == AttemptPhase.ENDED || mark.isBehind(state.phase())) {
            return;
        }
        state = state.withDriver(driver);
        if (!state.driverRecorded()) {
            state = state.withDriverRecorded(true);
            act(new Action.RecordDriver(recordUid(), driver.uid()));
        }
        boolean moved = moves(mark);
        if (mark == Mark.RUNNING && moved) {
            announce(new RunEvent.DriverRunning(state.run(), now.wall(), driver.node()));
        } else if (mark == Mark.UNSCHEDULED || mark == Mark.PREPARING) {
            tellPending(driver);
        } else if (mark == Mark.EXITED_ZERO && moved) {
            decide(Judge.verdict(state, false, List.of(), now));
        } else if ((mark == Mark.EXITED || mark == Mark.STUCK) && moved) {
            act(new Action.TakeEvidence());
        }
    }

    private void tellPending(PodFacts driver) {
        String reason = driver.container().waiting().isEmpty()
                ? driver.reason()
                : driver.container().waiting();
        if (!state.pendingReason().equals(Optional.of(reason))) {
            state = state.withPendingReason(reason);
            announce(new RunEvent.DriverPending(state.run(), now.wall(), reason));
        }
    }

    private void gone() {
        if (moves(Mark.GONE)) {
            decide(Judge.verdict(state, true, List.of(), now));
        }
    }

    private boolean moves(Mark mark) {
        Optional<AttemptPhase> next = Transitions.next(state.phase(), mark);
        next.ifPresent(this::enter);
        return next.isPresent();
    }

    private void enter(AttemptPhase phase) {
        Map<AttemptPhase, Moment> entered = new HashMap<>(state.entered());
        entered.put(phase, now);
        state = state.withPhase(phase).withEntered(entered);
    }

    private void decide(RunResult result) {
        state = state.withDecided(result);
        act(new Action.StoreOutcome(recordUid(), result));
    }

    /** The record of an accepted run. */
    private String recordUid() {
        return state.recordUid().orElseThrow();
    }

    /** Ends a run whose submission failed: what it left goes first. */
    private void abandon(RunResult result) {
        state = state.withDecided(result);
        state.recordUid().ifPresentOrElse(uid -> act(new Action.RollBack(uid)), () -> finish(result));
    }

    private void finish(RunResult result) {
        end(result);
        if (!state.forgetAsked()) {
            expire(result);
        }
    }

    /** Tells the end; what stays of the run stays. */
    private void end(RunResult result) {
        state = state.withDecided(result)
                .withStored(true)
                .withStatus(result.status())
                .withPhase(AttemptPhase.ENDED);
        announce(new RunEvent.Ended(state.run(), now.wall(), result));
        act(new Action.Complete(result));
        if (state.forgetAsked()) {
            act(new Action.Forget(state.recordUid()));
        }
    }

    private void expire(RunResult result) {
        Retention keep = state.retention();
        if (result.status() == RunStatus.FAILED && !keep.failedDriver().isZero()) {
            state.driverUid().ifPresent(uid -> act(new Action.ExpireDriver(keep.failedDriver(), uid)));
        }
        state.recordUid().ifPresent(uid -> act(new Action.ExpireRecord(keep.record(), uid)));
    }

    private void hear(ExecutorNews news) {
        state = news.state();
        news.events().forEach(this::announce);
    }

    private void announce(RunEvent event) {
        act(new Action.Announce(event));
    }

    private void act(Action action) {
        actions.add(action);
    }
}
