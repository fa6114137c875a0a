package dev.bellows.k8s.internal.perform;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.cleanup.Cleaner;
import dev.bellows.k8s.internal.submit.RecordWriter;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.Moment;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.internal.supervise.Step;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.k8s.internal.supervise.Supervisor;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial lane of one run: takes signals one at a time, asks the supervisor, and performs what it says. The only place where a
 * run's state changes.
 */
final class RunLane implements Action.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(RunLane.class);

    /** How long the deletion of a driver waits for those who follow its log. */
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    /** How long a cancellation that the cluster did not take waits to be tried again. */
    private static final Duration CANCEL_PAUSE = Duration.ofSeconds(10);

    private final Surroundings world;
    private final RunId run;
    private final SparkJob job;
    private final RunOptions options;
    private final RecordWriter record;
    private final Cleaner cleaner;
    private final EventFeed events;
    private final Milestones milestones;
    private final FollowedLog log;
    private final Consumer<Signal> news = this::tell;
    private final List<TimeSource.Timer> timers = new ArrayList<>();
    private volatile Supervision state;
    private volatile boolean detached;
    private volatile boolean nothingLeft;

    RunLane(Surroundings world, RunId run, SparkJob job, RunOptions options) {
        this.world = world;
        this.run = run;
        this.job = job;
        this.options = options;
        this.record = new RecordWriter(world.cluster(), run);
        this.cleaner = new Cleaner(world.cluster(), world.time(), run);
        this.events = new EventFeed(world.callbacks());
        this.state = Supervision.of(run, options.retention());
        this.milestones = new Milestones(world.callbacks(), state);
        CompletableFuture<RunState> ran = milestones.reach(Supervision::driverRan);
        this.log = new FollowedLog(world, run, ran, () -> state.visible().phase() == AttemptPhase.ENDED);
    }

    RunId run() {
        return run;
    }

    Supervision state() {
        return state;
    }

    EventFeed events() {
        return events;
    }

    Milestones milestones() {
        return milestones;
    }

    FollowedLog log() {
        return log;
    }

    /** Whether nothing is left to do for this run, not even to let something expire. */
    boolean isOver() {
        return detached || nothingLeft;
    }

    void begin() {
        world.time().execute(() -> {
            if (!detached) {
                world.watches().add(run, news);
                take(new Signal.Start());
            }
        });
    }

    /** Hands a signal to the run; from any thread. */
    void tell(Signal signal) {
        world.time().execute(() -> take(signal));
    }

    /** Ends the watching of this run with a reason; used in turn. */
    void detach(RuntimeException reason) {
        if (detached) {
            return;
        }
        detached = true;
        timers.forEach(TimeSource.Timer::cancel);
        world.watches().remove(run, news);
        log.close(reason);
        milestones.detach(reason);
    }

    private void take(Signal signal) {
        if (detached) {
            return;
        }
        Step step = Supervisor.step(
                state, signal, new Moment(world.time().wallTime(), world.time().nanoTime()));
        state = step.state();
        milestones.look(state);
        step.actions().forEach(this::perform);
    }

    /** What one action throws must not keep the others from being done. */
    private void perform(Action action) {
        try {
            action.read(this);
        } catch (RuntimeException e) {
            LOG.error("run {}: {} failed", run, action.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void submit(Action.Submit action) {
        Submitter submitter = new Submitter(world.cluster(), world.time(), world.client(), world.uploader());
        CompletableFuture.supplyAsync(() -> submitter.submit(run, job, options), world.time()::aside)
                .thenCompose(answer -> answer)
                .whenComplete((signal, error) -> {
                    if (error == null) {
                        tell(signal);
                        catchUp(signal);
                    } else {
                        LOG.error("run {}: the submission failed unexpectedly", run, error);
                        tell(new Signal.Refused(FailureKind.INVALID, String.valueOf(error), Optional.empty()));
                    }
                });
    }

    private void catchUp(Signal signal) {
        if (signal instanceof Signal.Accepted accepted && (accepted.adopted() || accepted.uidKnown())) {
            world.time().execute(() -> world.watches().tellPresent(run, accepted.driverUid()));
        }
    }

    @Override
    public void announce(Action.Announce action) {
        events.tell(action.event());
    }

    @Override
    public void recordDriver(Action.RecordDriver action) {
        record.driverSeen(action.recordUid(), action.driverUid()).exceptionally(error -> {
            LOG.warn("run {}: the driver's UID could not be recorded: {}", run, message(error));
            return null;
        });
    }

    @Override
    public void takeEvidence(Action.TakeEvidence action) {
        within(LOG_PATIENCE, log.tail(), List.<String>of()).thenAccept(lines -> tell(new Signal.EvidenceTaken(lines)));
    }

    @Override
    public void cancelDriver(Action.CancelDriver action) {
        record.cancelled(action.recordUid())
                .exceptionally(error -> {
                    LOG.warn("run {}: the cancellation could not be recorded: {}", run, message(error));
                    return null;
                })
                .thenCompose(recorded -> cleaner.deleteDriver(action.driverUid()))
                .whenComplete((deleted, error) -> {
                    if (error == null) {
                        // A driver that was gone already sends no news.
                        world.time().execute(() -> world.watches().tellPresent(run, action.driverUid()));
                    } else {
                        LOG.warn("run {}: the driver could not be deleted, trying again: {}", run, message(error));
                        world.time().after(CANCEL_PAUSE, () -> take(new Signal.CancelFailed()));
                    }
                });
    }

    @Override
    public void storeOutcome(Action.StoreOutcome action) {
        record.outcome(action.recordUid(), action.result()).whenComplete((stored, error) -> {
            if (error != null) {
                LOG.warn("run {}: the outcome could not be recorded: {}", run, message(error));
            }
            tell(new Signal.OutcomeStored(error == null ? stored : action.result()));
        });
    }

    @Override
    public void cleanUp(Action.CleanUp action) {
        within(LOG_PATIENCE, log.drained(), true)
                .thenCompose(drained ->
                        cleaner.clean(action.result(), options.retention(), action.driverUid(), action.driverEnded()))
                .whenComplete((cleaned, error) -> cleaned(error));
    }

    @Override
    public void rollBack(Action.RollBack action) {
        cleaner.forget(Optional.of(action.recordUid())).whenComplete((gone, error) -> cleaned(error));
    }

    private void cleaned(@Nullable Throwable error) {
        if (error != null) {
            LOG.warn("run {}: not everything could be deleted: {}", run, message(error));
        }
        tell(new Signal.CleanedUp());
    }

    @Override
    public void complete(Action.Complete action) {
        world.watches().remove(run, news);
        milestones.end(action.result());
    }

    @Override
    public void expireDriver(Action.ExpireDriver action) {
        timers.add(world.time().after(action.after(), () -> expired(cleaner.deleteDriver(action.driverUid()), false)));
    }

    @Override
    public void expireRecord(Action.ExpireRecord action) {
        timers.add(world.time()
                .after(action.after(), () -> expired(cleaner.forget(Optional.of(action.recordUid())), true)));
    }

    private void expired(CompletableFuture<Void> deletion, boolean last) {
        deletion.whenComplete((gone, error) -> {
            nothingLeft |= last;
            if (error != null) {
                LOG.warn("run {}: an expired object could not be deleted: {}", run, message(error));
            }
        });
    }

    @Override
    public void forget(Action.Forget action) {
        cleaner.forget(action.recordUid())
                .whenComplete((gone, error) ->
                        tell(error == null ? new Signal.Forgotten() : new Signal.ForgetFailed(message(error))));
    }

    @Override
    public void forgetDone(Action.ForgetDone action) {
        if (action.failure().isEmpty()) {
            nothingLeft = true;
            timers.forEach(TimeSource.Timer::cancel);
        }
        milestones.forgotten(action.failure().map(ClusterException::noAnswer).orElse(null));
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
