package dev.bellows.k8s.internal.perform;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.submit.Resumption;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.ActionReader;
import dev.bellows.k8s.internal.supervise.Alarm;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes API calls of a run's actions, and signals of what they answer. */
final class Performer implements ActionReader {
    private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

    /** How long what the cluster did not take waits to be tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How often a run is looked for that may not be read: a right may be given, and credentials renewed. */
    private static final int FORBIDDEN_LOOKS = 7;

    private final Surroundings world;
    private final RunLane lane;
    private final RunId run;
    private final Decisions decisions;
    private final Resumption resumption;
    private final Removals removals;
    private final Questions questions;

    /** The job until it is submitted: what the record holds from then on is not kept a second time. */
    private Optional<SparkJob> job;

    Performer(Surroundings world, RunLane lane, Optional<SparkJob> job) {
        this.world = world;
        this.lane = lane;
        this.run = lane.run();
        this.job = job;
        this.decisions = new Decisions(world, run);
        this.resumption = new Resumption(world.cluster(), world.time(), run, this::told);
        this.removals = new Removals(world, lane, decisions);
        this.questions = new Questions(world, lane);
    }

    @Override
    public void submit(Action.Submit action) {
        Submitter submitter = new Submitter(
                world.cluster(),
                world.time(),
                world.client(),
                world.uploader(),
                world.folders(),
                this::told,
                lane::isOpen);
        SparkJob submitted = job.orElseThrow();
        job = Optional.empty();
        answered(CompletableFuture.completedFuture(lane.state().options())
                .thenCompose(options -> submitter.submit(run, submitted, options, lane::tell)));
    }

    @Override
    public void find(Action.Find action) {
        seek(1);
    }

    /** A run that is looked for has no deadline: while it cannot be read, nothing is known of it. */
    private void seek(int turn) {
        CompletableFuture<Signal> answer = resumption.find();
        answer.whenComplete((signal, error) -> {
            boolean unread = signal instanceof Signal.Refused refused
                    && (refused.kind() == FailureKind.UNREACHABLE
                            || (refused.kind() == FailureKind.FORBIDDEN && turn < FORBIDDEN_LOOKS));
            if (unread) {
                lane.later(PAUSE, () -> seek(turn + 1));
            } else {
                answered(answer);
            }
        });
    }

    /** Whether the run has been submitted before; if that cannot be told, it has not. */
    CompletableFuture<Boolean> isThere() {
        return resumption.find().handle((signal, error) -> error == null && signal instanceof Signal.Found);
    }

    private Optional<String> told(int attempt, String recordUid) {
        return lane.state().toldDriver(attempt, recordUid);
    }

    private void answered(CompletableFuture<Signal> answer) {
        answer.whenComplete((signal, error) -> {
            if (error == null) {
                lane.tell(signal);
            } else {
                LOG.error("run {}: the submission failed unexpectedly", run, error);
                lane.tell(new Signal.Refused(FailureKind.INVALID, String.valueOf(error), Optional.empty()));
            }
        });
    }

    @Override
    public void createAttempt(Action.CreateAttempt action) {
        int attempt = action.record().attempt();
        resumption.create(action.record(), () -> lane.state().mayMake(attempt)).thenAccept(signal -> {
            lane.tell(signal);
            if (signal instanceof Signal.RecordSeen) {
                // Unless it was news, it was read from a server that lags behind.
                lane.later(PAUSE, () -> lane.tell(new Signal.TimeCame(Alarm.NEXT_ATTEMPT, attempt)));
            }
        });
    }

    @Override
    public void lookAtPods(Action.LookAtPods action) {
        world.watches().tellPresent(run, action.driverUid());
    }

    @Override
    public void checkAbsence(Action.CheckAbsence action) {
        questions.checkAbsence(action);
    }

    @Override
    public void checkNeverMade(Action.CheckNeverMade action) {
        RecordFacts record = action.record();
        questions.checkNeverMade(
                record,
                resumption.isMade(record.attempt())
                        ? new Signal.DriverVanished(record)
                        : new Signal.NeverMade(record.attempt()));
    }

    @Override
    public void lookBefore(Action.LookBefore action) {
        questions.lookBefore(action);
    }

    @Override
    public void readEvents(Action.ReadEvents action) {
        questions.readEvents(action);
    }

    @Override
    public void checkRecord(Action.CheckRecord action) {
        questions.checkRecord(action);
    }

    @Override
    public void deleteLate(Action.DeleteLate action) {
        removals.deleteLate(action);
    }

    @Override
    public void announce(Action.Announce action) {
        lane.events().tell(action.event());
    }

    @Override
    public void recordDriver(Action.RecordDriver action) {
        decisions.driverSeen(action).thenAccept(lane::tell);
    }

    @Override
    public void takeEvidence(Action.TakeEvidence action) {
        lane.log().tail(action.attempt()).thenAccept(lines -> lane.tell(new Signal.EvidenceTaken(lines)));
    }

    @Override
    public void cancelDriver(Action.CancelDriver action) {
        removals.cancelDriver(action);
    }

    @Override
    public void readQuota(Action.ReadQuota action) {
        questions.readQuota(action);
    }

    @Override
    public void endAttempt(Action.EndAttempt action) {
        decisions.attemptEnded(action).thenAccept(questions::tellDecided);
    }

    @Override
    public void clearAttempt(Action.ClearAttempt action) {
        removals.clearAttempt(action);
    }

    @Override
    public void advance(Action.Advance action) {
        decisions.advance(action, lane.state().options()).whenComplete((signal, error) -> {
            if (error == null) {
                lane.tell(signal);
                return;
            }
            ClusterException problem = ClusterException.in(error);
            if (problem.isNotFound()) {
                questions.tellDecided(new Signal.RecordLost(action.record().uid()));
            } else if (problem.isPassing() || problem.isDenied()) {
                lane.later(PAUSE, () -> lane.tell(new Signal.Cleared(action.next() - 1)));
            } else {
                lane.tell(Resumption.advanceRefused(action.next() - 1, problem));
            }
        });
    }

    @Override
    public void storeOutcome(Action.StoreOutcome action) {
        decisions.outcome(action).thenAccept(questions::tellDecided);
    }

    @Override
    public void setAlarm(Action.SetAlarm action) {
        lane.later(action.after(), () -> lane.tell(new Signal.TimeCame(action.alarm(), action.attempt())));
    }

    @Override
    public void cleanUp(Action.CleanUp action) {
        removals.cleanUp(action);
    }

    @Override
    public void rollBack(Action.RollBack action) {
        removals.rollBack(action);
    }

    @Override
    public void complete(Action.Complete action) {
        lane.milestones().end(action.result());
        lane.over();
    }

    @Override
    public void expireDriver(Action.ExpireDriver action) {
        lane.expiries().driver(action.after(), action.attempt(), action.driverUid());
    }

    @Override
    public void expireRecord(Action.ExpireRecord action) {
        lane.expiries().record(action.after(), lane.state().options().layout(), action.recordUid());
    }

    @Override
    public void forget(Action.Forget action) {
        removals.forget(action);
    }

    @Override
    public void forgetDone(Action.ForgetDone action) {
        removals.forgetDone(action);
    }
}
