package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.cleanup.Cleaner;
import dev.bellows.k8s.internal.cleanup.Owners;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is deleted of a run, now or in time. */
final class Removals {
    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    /** How long what the cluster did not take waits to be tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How long the end of a refused submission waits for what it left to go. */
    private static final Duration ROLL_BACK = Duration.ofSeconds(30);

    private final Surroundings world;
    private final RunLane lane;
    private final RunId run;
    private final Decisions decisions;
    private final Cleaner cleaner;

    Removals(Surroundings world, RunLane lane, Decisions decisions) {
        this.world = world;
        this.lane = lane;
        this.run = lane.run();
        this.decisions = decisions;
        this.cleaner = new Cleaner(world.cluster(), world.time(), run);
    }

    void deleteLate(Action.DeleteLate action) {
        cleaner.deleteDriver(action.attempt(), action.uid()).exceptionally(error -> {
            LOG.warn("run {}: a driver that came late could not be deleted: {}", run, message(error));
            return null;
        });
    }

    void cancelDriver(Action.CancelDriver action) {
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

    void clearAttempt(Action.ClearAttempt action) {
        boolean stays = action.driverEnded()
                && !lane.state().options().retention().failedDriver().isZero();
        Patience.within(world.time(), lane.log().drained(), true)
                .thenCompose(drained -> cleaner.clear(
                        action.attempt(), new Owners(Optional.of(action.recordUid()), action.driverUid()), stays))
                .whenComplete((cleared, error) -> {
                    if (error == null) {
                        lane.tell(new Signal.Cleared(action.attempt()));
                    } else if (lane.isOpen()) {
                        // Nothing may begin while something of the attempt before may run.
                        LOG.warn("run {}: attempt {} is not gone yet: {}", run, action.attempt(), message(error));
                        lane.later(PAUSE, () -> clearAttempt(action));
                    }
                });
    }

    void cleanUp(Action.CleanUp action) {
        Patience.within(world.time(), lane.log().drained(), true)
                .thenCompose(drained -> cleaner.clean(
                        action.result(),
                        lane.state().options(),
                        action.attempt(),
                        new Owners(Optional.of(action.recordUid()), action.driverUid()),
                        action.driverEnded()))
                .whenComplete((cleaned, error) -> cleaned(error));
    }

    void rollBack(Action.RollBack action) {
        Owners owners = new Owners(Optional.of(action.recordUid()), action.driverUid());
        // The submission is answered in time; what can be taken back later is, as long as this process lives.
        TimeSource.Timer alarm = world.time().after(ROLL_BACK, () -> lane.tell(new Signal.TakenOver()));
        decisions.takenBack(action).thenAccept(ours -> {
            alarm.cancel();
            if (ours) {
                cleaner.forget(owners, layout()).whenComplete((gone, error) -> cleaned(error));
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

    void forget(Action.Forget action) {
        cleaner.forget(new Owners(action.recordUid(), action.driverUid()), layout())
                .whenComplete((gone, error) ->
                        lane.tell(error == null ? new Signal.Forgotten() : new Signal.ForgetFailed(message(error))));
    }

    void forgetDone(Action.ForgetDone action) {
        if (action.failure().isEmpty()) {
            lane.expiries().drop();
        }
        lane.milestones()
                .forgotten(action.failure().map(ClusterException::noAnswer).orElse(null));
    }

    private Layout layout() {
        return lane.state().options().layout();
    }

    private static String message(Throwable error) {
        return String.valueOf(ClusterException.in(error).getMessage());
    }
}
