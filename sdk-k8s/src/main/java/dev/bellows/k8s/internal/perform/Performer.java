package dev.bellows.k8s.internal.perform;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.cleanup.Cleaner;
import dev.bellows.k8s.internal.submit.Resumption;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.Alarm;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes API calls of a run's actions, and signals of what they answer. */
final class Performer implements Action.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

    /** How long the deletion of a driver waits for those who follow its log. */
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    /** How long what the cluster did not take waits to be tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Surroundings world;
    private final RunLane lane;
    private final RunId run;
    private final Decisions decisions;
    private final Resumption resumption;
    private final Cleaner cleaner;
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
        this.cleaner = new Cleaner(world.cluster(), world.time(), run);
        this.questions = new Questions(world, lane);
    }

    @Override
    public void submit(Action.Submit action) {
        Submitter submitter =
                new Submitter(world.cluster(), world.time(), world.client(), world.uploader(), this::told);
        SparkJob submitted = job.orElseThrow();
        job = Optional.empty();
        answered(CompletableFuture.completedFuture(lane.state().options())
                .thenCompose(options -> submitter.submit(run, submitted, options, lane::tell)));
    }

    @Override
    public void find(Action.Find action) {
        answered(resumption.find());
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
        resumption.create(action.record()).thenAccept(signal -> {
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
        questions.checkNeverMade(action);
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
        cleaner.deleteDriver(action.attempt(), action.uid()).exceptionally(error -> {
            LOG.warn("run {}: a driver that came late could not be deleted: {}", run, message(error));
            return null;
        });
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
        within(LOG_PATIENCE, lane.log().tail(action.attempt()), List.<String>of())
                .thenAccept(lines -> lane.tell(new Signal.EvidenceTaken(lines)));
    }

    @Override
    public void cancelDriver(Action.CancelDriver action) {
        decisions
                .cancelled(action.recordUid())
                .handle((recorded, error) -> {
                    if (error != null) {
                        LOG.warn("run {}: the cancellation could not be recorded: {}", run, message(error));
                    }
                    return recorded;
                })
                .thenCompose(recorded -> cleaner.deleteDriver(action.attempt(), action.driverUid()))
                .whenComplete((deleted, error) -> {
                    if (error == null) {
                        // A driver that was gone already sends no news.
                        world.time().execute(() -> world.watches().tellPresent(run, action.driverUid()));
                    } else {
                        LOG.warn("run {}: the driver could not be deleted, trying again: {}", run, message(error));
                        lane.later(PAUSE, () -> lane.tell(new Signal.CancelFailed()));
                    }
                });
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
        boolean stays = action.driverEnded()
                && !lane.state().options().retention().failedDriver().isZero();
        within(LOG_PATIENCE, lane.log().drained(), true)
                .thenCompose(drained -> cleaner.clear(action.attempt(), action.driverUid(), stays))
                .whenComplete((cleared, error) -> {
                    if (error == null) {
                        lane.tell(new Signal.Cleared(action.attempt()));
                    } else {
                        // Nothing may begin while something of the attempt before may run.
                        LOG.warn("run {}: attempt {} is not gone yet: {}", run, action.attempt(), message(error));
                        lane.later(PAUSE, () -> clearAttempt(action));
                    }
                });
    }

    @Override
    public void advance(Action.Advance action) {
        decisions.advance(action, lane.state().options()).whenComplete((signal, error) -> {
            if (error == null) {
                lane.tell(signal);
            } else if (ClusterException.in(error).isNotFound()) {
                questions.tellDecided(new Signal.RecordLost(action.record().uid()));
            } else {
                lane.later(PAUSE, () -> lane.tell(new Signal.Cleared(action.next() - 1)));
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
        within(LOG_PATIENCE, lane.log().drained(), true)
                .thenCompose(drained -> cleaner.clean(
                        action.result(),
                        lane.state().options(),
                        action.attempt(),
                        action.driverUid(),
                        action.driverEnded()))
                .whenComplete((cleaned, error) -> cleaned(error));
    }

    @Override
    public void rollBack(Action.RollBack action) {
        decisions.takenBack(action).thenAccept(ours -> {
            if (ours) {
                cleaner.forget(Optional.of(action.recordUid()), layout()).whenComplete((gone, error) -> cleaned(error));
            } else {
                lane.tell(new Signal.TakenOver());
            }
        });
    }

    private void cleaned(@Nullable Throwable error) {
        if (error != null) {
            LOG.warn("run {}: not everything could be deleted: {}", run, message(error));
        }
        lane.tell(new Signal.CleanedUp());
    }

    @Override
    public void complete(Action.Complete action) {
        lane.unwatch();
        lane.milestones().end(action.result());
    }

    @Override
    public void expireDriver(Action.ExpireDriver action) {
        lane.later(action.after(), () -> expired(cleaner.deleteDriver(action.attempt(), action.driverUid()), false));
    }

    @Override
    public void expireRecord(Action.ExpireRecord action) {
        lane.later(action.after(), () -> expired(cleaner.forget(Optional.of(action.recordUid()), layout()), true));
    }

    private void expired(CompletableFuture<Void> deletion, boolean last) {
        deletion.whenComplete((gone, error) -> {
            if (last) {
                lane.close();
            }
            if (error != null) {
                LOG.warn("run {}: an expired object could not be deleted: {}", run, message(error));
            }
        });
    }

    @Override
    public void forget(Action.Forget action) {
        cleaner.forget(action.recordUid(), layout())
                .whenComplete((gone, error) ->
                        lane.tell(error == null ? new Signal.Forgotten() : new Signal.ForgetFailed(message(error))));
    }

    @Override
    public void forgetDone(Action.ForgetDone action) {
        if (action.failure().isEmpty()) {
            lane.close();
        }
        lane.milestones()
                .forgotten(action.failure().map(ClusterException::noAnswer).orElse(null));
    }

    private Layout layout() {
        return lane.state().options().layout();
    }

    /** The future's value, or another one if it does not come in time or fails. */
    private <T> CompletableFuture<T> within(Duration patience, CompletableFuture<? extends T> future, T otherwise) {
        CompletableFuture<T> result = new CompletableFuture<>();
        TimeSource.Timer alarm = world.time().after(patience, () -> result.complete(otherwise));
        future.whenComplete((value, error) -> {
            alarm.cancel();
            result.complete(error == null ? value : otherwise);
        });
        return result;
    }

    private static String message(Throwable error) {
        return String.valueOf(ClusterException.in(error).getMessage());
    }
}
