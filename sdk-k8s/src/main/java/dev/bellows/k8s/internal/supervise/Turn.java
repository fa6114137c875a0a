package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;

/** One step of a supervisor: reads one signal, and hands it to where it is decided. */
final class Turn implements SignalReader {
    private final Draft draft;
    private final RunTurn run;
    private final AttemptTurn attempt;
    private final Pulls pulls;
    private final Ending ending;
    private final Stopping stopping;
    private final Retrying retrying;
    private final Refusals refusals;
    private final EarlyNews news;

    Turn(Supervision before, Moment now) {
        this.draft = new Draft(before, now);
        this.ending = new Ending(draft);
        this.stopping = new Stopping(draft, ending);
        this.retrying = new Retrying(draft, ending);
        this.run = new RunTurn(draft, ending, stopping);
        this.pulls = new Pulls(draft);
        this.attempt = new AttemptTurn(draft, run, retrying, pulls);
        this.refusals = new Refusals(draft, ending);
        this.news = new EarlyNews(draft);
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
        draft.state = draft.state.withAttached(true);
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
        news.hear(this);
    }

    @Override
    public void found(Signal.Found signal) {
        run.found(signal.record());
        news.hear(this);
    }

    @Override
    public void notFound(Signal.NotFound signal) {
        refusals.notFound();
    }

    @Override
    public void refused(Signal.Refused signal) {
        refusals.refused(signal);
    }

    @Override
    public void attemptRefused(Signal.AttemptRefused signal) {
        refusals.attemptRefused(signal);
    }

    @Override
    public void watchRefused(Signal.WatchRefused signal) {
        refusals.watchRefused(signal.reason());
    }

    @Override
    public void advanceRefused(Signal.AdvanceRefused signal) {
        refusals.advanceRefused(signal);
    }

    @Override
    public void driverSeen(Signal.DriverSeen signal) {
        if (!news.keeps(signal, signal.driver().attempt())) {
            attempt.driverSeen(signal.driver());
        }
    }

    @Override
    public void driverGone(Signal.DriverGone signal) {
        if (!news.keeps(signal, signal.last().attempt())) {
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
    public void driverVanished(Signal.DriverVanished signal) {
        attempt.driverVanished(signal.record());
        news.hear(this);
    }

    @Override
    public void driverHidden(Signal.DriverHidden signal) {
        refusals.driverHidden(signal);
    }

    @Override
    public void executorSeen(Signal.ExecutorSeen signal) {
        if (!news.keeps(signal, signal.pod().attempt())) {
            attempt.executorSeen(signal.id(), signal.pod());
        }
    }

    @Override
    public void executorGone(Signal.ExecutorGone signal) {
        if (!news.keeps(signal, signal.last().attempt())) {
            attempt.executorGone(signal.id(), signal.last());
        }
    }

    @Override
    public void recordSeen(Signal.RecordSeen signal) {
        if (!news.keeps(signal, 0)) {
            run.learn(signal.record());
            news.hear(this);
        }
    }

    @Override
    public void recordSpoiled(Signal.RecordSpoiled signal) {
        if (!news.keeps(signal, 0)) {
            refusals.recordSpoiled(signal);
        }
    }

    @Override
    public void recordGone(Signal.RecordGone signal) {
        if (!news.keeps(signal, 0) && draft.isRecord(signal.recordUid()) && !draft.state.stored()) {
            // It may only have lost its labels.
            draft.act(new Action.CheckRecord(signal.recordUid()));
        }
    }

    @Override
    public void recordLost(Signal.RecordLost signal) {
        ending.recordLost(signal.recordUid());
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
        } else if (signal.alarm() == Alarm.IMAGE) {
            pulls.giveUp(signal.attempt());
        } else {
            stopping.timeUp();
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
        retrying.quotaRead(signal);
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
            stopping.cancelDriver();
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
            case IMAGE -> pulls.mayBeInVain(number);
            case DEADLINE, NEXT_ATTEMPT -> run.timeCame(signal.alarm(), number);
        }
    }

    @Override
    public void cancelAsked(Signal.CancelAsked signal) {
        stopping.cancel();
    }

    @Override
    public void forgetAsked(Signal.ForgetAsked signal) {
        ending.forgetAsked(stopping);
    }

    @Override
    public void forgotten(Signal.Forgotten signal) {
        ending.forgotten();
    }

    @Override
    public void forgetFailed(Signal.ForgetFailed signal) {
        ending.forgetFailed(signal.reason());
    }
}
