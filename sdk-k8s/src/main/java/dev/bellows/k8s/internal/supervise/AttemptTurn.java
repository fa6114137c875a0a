package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What news of the pods mean for the attempt under way. */
final class AttemptTurn {
    /** Longer than any usual grace period. */
    private static final Duration LEAVING = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration RARELY = Duration.ofMinutes(5);

    /** How long autoscalers have to promise a node, and others to make what a volume needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Draft draft;
    private final RunTurn run;
    private final Retrying retrying;
    private final Pulls pulls;

    AttemptTurn(Draft draft, RunTurn run, Retrying retrying, Pulls pulls) {
        this.draft = draft;
        this.run = run;
        this.retrying = retrying;
        this.pulls = pulls;
    }

    void driverSeen(PodFacts pod) {
        Supervision state = draft.state;
        boolean ours = draft.isRecord(pod.owner());
        if (ours
                && pod.attempt() == state.attempt()
                && state.driverUid().isEmpty()
                && state.phase() != AttemptPhase.ENDED) {
            // Another process was faster than this one.
            run.joined(pod.uid(), true);
        }
        if (draft.isDriver(pod.uid())) {
            look(pod);
        } else if (ours && !pod.hasEnded() && !pod.deleting()) {
            draft.act(new Action.DeleteLate(pod.attempt(), pod.uid()));
        }
    }

    void driverGone(PodFacts last) {
        if (!draft.isDriver(last.uid()) || draft.state.phase() == AttemptPhase.ENDED) {
            return;
        }
        draft.state = draft.state.withDriver(last);
        if (!last.hasEnded()) {
            // It may only have lost its labels; then no watch tells of it any more.
            check(last.uid());
        } else {
            gone();
        }
    }

    void lookAgain(int attempt) {
        if (attempt == draft.state.attempt() && draft.state.phase() != AttemptPhase.ENDED) {
            draft.state.driverUid().ifPresent(uid -> draft.act(new Action.CheckAbsence(attempt, uid)));
            draft.act(new Action.SetAlarm(Alarm.LOOK_AGAIN, attempt, LOOK));
        }
    }

    /** A list may be older than it looks: only the API server's word on the pod itself counts. */
    void driverAbsent(String uid) {
        if (draft.isDriver(uid) && draft.state.phase() != AttemptPhase.ENDED) {
            check(uid);
        }
    }

    private void check(String uid) {
        draft.act(new Action.CheckAbsence(draft.state.attempt(), uid));
        if (!draft.state.looking()) {
            draft.state = draft.state.withLooking(true);
            draft.act(new Action.SetAlarm(Alarm.LOOK_AGAIN, draft.state.attempt(), LOOK));
        }
    }

    void driverLost(String uid) {
        if (draft.isDriver(uid)) {
            gone();
        }
    }

    /** No other driver may run in the attempt. */
    void driverVanished(RecordFacts facts) {
        if (run.vanished(facts)) {
            retrying.decide(Judge.verdict(draft.state, List.of(), draft.now));
        }
    }

    void neverMade(int attempt) {
        boolean awaited = draft.state.accepted() && attempt == draft.state.attempt();
        if (awaited && draft.state.driverUid().isEmpty() && draft.moves(Mark.NEVER_MADE)) {
            retrying.decide(Judge.verdict(draft.state, List.of(), draft.now));
        }
    }

    void executorSeen(int id, PodFacts pod) {
        if (!draft.state.status().isFinal() && draft.isDriver(pod.owner())) {
            draft.hear(ExecutorNews.seen(draft.state, id, pod, draft.now));
            watchForStall();
        }
    }

    void executorGone(int id, PodFacts last) {
        if (!draft.state.status().isFinal()) {
            draft.hear(ExecutorNews.gone(draft.state, id, last, draft.now));
            watchForStall();
        }
    }

    /** Since when the driver is alone, and when it has been for too long. */
    private void watchForStall() {
        boolean alone = draft.state.phase() == AttemptPhase.RUNNING && draft.state.executorsRunning() == 0;
        if (alone && draft.state.aloneSince().isEmpty()) {
            draft.state = draft.state.withAloneSince(draft.now);
            draft.state
                    .options()
                    .stallTimeout()
                    .ifPresent(limit -> draft.act(new Action.SetAlarm(Alarm.STALLED, draft.state.attempt(), limit)));
        } else if (!alone) {
            draft.state = draft.state.withAloneSince(Optional.empty());
        }
    }

    void mayBeStalled(int attempt) {
        boolean late = Stall.left(draft.state, draft.now)
                .filter(left -> left.isZero() || left.isNegative())
                .isPresent();
        if (attempt == draft.state.attempt() && late) {
            draft.act(new Action.LookBefore(
                    Alarm.STALLED, attempt, draft.state.driverUid().orElseThrow()));
        }
    }

    void stalled(int attempt) {
        if (attempt == draft.state.attempt()
                && Stall.left(draft.state, draft.now).isPresent()
                && draft.moves(Mark.STALLED)) {
            draft.act(new Action.TakeEvidence(attempt));
        }
    }

    void readEvents(int attempt) {
        if (attempt == draft.state.attempt() && waits()) {
            draft.state.driverUid().ifPresent(uid -> draft.act(new Action.ReadEvents(attempt, uid)));
        }
    }

    /** What was said is kept as evidence, and read again while the driver waits. */
    void eventsRead(Signal.EventsRead signal) {
        if (!draft.isDriver(signal.driverUid()) || !waits()) {
            return;
        }
        draft.state = draft.state.withEvents(signal.events());
        Duration waited = draft.now.since(draft.state.entered().getOrDefault(AttemptPhase.PENDING, draft.now));
        boolean inVain = waited.compareTo(PATIENCE) >= 0
                && draft.state
                        .driver()
                        .flatMap(pod -> Waiting.inVain(pod, signal.events()))
                        .isPresent();
        if ((inVain || pulls.areInVain()) && draft.moves(Mark.STUCK)) {
            draft.act(new Action.TakeEvidence(draft.state.attempt()));
        } else {
            Duration pause = waited.compareTo(LOOK) < 0 ? LOOK : waited;
            draft.act(new Action.SetAlarm(
                    Alarm.READ_EVENTS, draft.state.attempt(), pause.compareTo(RARELY) < 0 ? pause : RARELY));
        }
    }

    /** Whether a driver that exists does not run yet. */
    private boolean waits() {
        return draft.state.phase() == AttemptPhase.PENDING || draft.state.phase() == AttemptPhase.STARTING;
    }

    void startTimeout(int attempt) {
        boolean waits =
                Transitions.next(draft.state.phase(), Mark.START_TIMED_OUT).isPresent();
        if (attempt == draft.state.attempt() && waits) {
            draft.act(new Action.LookBefore(
                    Alarm.START_TIMEOUT, attempt, draft.state.driverUid().orElseThrow()));
        }
    }

    void startTimedOut(int attempt) {
        if (attempt == draft.state.attempt() && draft.moves(Mark.START_TIMED_OUT)) {
            retrying.decide(Judge.verdict(draft.state, List.of(), draft.now));
        }
    }

    /** A node that does not answer never says that a pod has ended; the pod stays for as long as the node does. */
    void unreachable(int attempt) {
        boolean leaves = draft.state
                .driver()
                .filter(pod -> pod.deleting() && pod.mayRun())
                .isPresent();
        if (attempt == draft.state.attempt() && leaves) {
            gone();
        }
    }

    void evidenceTaken(List<String> lastLines) {
        if (draft.state.phase() == AttemptPhase.ENDED
                && !draft.state.advancing()
                && draft.state.decided().isEmpty()
                && draft.state.endedBy().isPresent()) {
            retrying.decide(Judge.verdict(draft.state, lastLines, draft.now));
        }
    }

    private void gone() {
        if (draft.moves(Mark.GONE)) {
            retrying.decide(Judge.verdict(draft.state, List.of(), draft.now));
        }
    }

    private void look(PodFacts driver) {
        Mark mark = Mark.of(driver);
        if (draft.state.phase() == AttemptPhase.ENDED || mark.isBehind(draft.state.phase())) {
            return;
        }
        boolean leaves = driver.deleting()
                && driver.mayRun()
                && !draft.state.driver().filter(PodFacts::deleting).isPresent();
        draft.state = draft.state.withDriver(driver);
        if (leaves) {
            draft.act(new Action.SetAlarm(Alarm.UNREACHABLE, draft.state.attempt(), LEAVING));
        }
        boolean moved = draft.moves(mark);
        if (mark == Mark.RUNNING && moved) {
            draft.announce(new RunEvent.DriverRunning(draft.state.run(), draft.now.wall(), driver.node()));
            watchForStall();
        } else if (mark == Mark.UNSCHEDULED || mark == Mark.PREPARING) {
            tellPending(driver);
            pulls.look(driver);
        } else if (mark == Mark.EXITED_ZERO && moved) {
            retrying.decide(Judge.verdict(draft.state, List.of(), draft.now));
        } else if ((mark == Mark.EXITED || mark == Mark.STUCK) && moved) {
            draft.act(new Action.TakeEvidence(draft.state.attempt()));
        }
    }

    private void tellPending(PodFacts driver) {
        String reason = driver.container().waiting().isEmpty()
                ? driver.reason()
                : driver.container().waiting();
        if (!draft.state.pendingReason().equals(Optional.of(reason))) {
            draft.state = draft.state.withPendingReason(reason);
            draft.announce(new RunEvent.DriverPending(draft.state.run(), draft.now.wall(), reason));
        }
    }
}
