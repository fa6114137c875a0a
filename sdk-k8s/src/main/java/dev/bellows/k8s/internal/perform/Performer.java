package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.cleanup.Cleaner;
import dev.bellows.k8s.internal.observe.EventTranslation;
import dev.bellows.k8s.internal.observe.PodTranslation;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.submit.Resumption;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.Alarm;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

    /** How often what no watch tells of is asked for. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** A server may lag behind: that nothing is there counts when it is said twice, so far apart. */
    private static final Duration DOUBT = Duration.ofSeconds(5);

    /** How long a pod that seems to be gone has to show itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Surroundings world;
    private final RunLane lane;
    private final RunId run;
    private final Optional<SparkJob> job;
    private final Decisions decisions;
    private final Resumption resumption;
    private final Cleaner cleaner;

    /** The UIDs that are being asked for: never twice at once, however long the answer takes. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    Performer(Surroundings world, RunLane lane, Optional<SparkJob> job) {
        this.world = world;
        this.lane = lane;
        this.run = lane.run();
        this.job = job;
        this.decisions = new Decisions(world, run);
        this.resumption = new Resumption(world.cluster(), world.time(), run);
        this.cleaner = new Cleaner(world.cluster(), world.time(), run);
    }

    @Override
    public void submit(Action.Submit action) {
        Submitter submitter = new Submitter(world.cluster(), world.time(), world.client(), world.uploader());
        answered(CompletableFuture.supplyAsync(
                        () -> submitter.submit(
                                run, job.orElseThrow(), lane.state().options(), lane::tell),
                        world.time()::aside)
                .thenCompose(answer -> answer));
    }

    @Override
    public void find(Action.Find action) {
        answered(resumption.find());
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
        String uid = action.driverUid();
        if (asking.add(uid)) {
            Signal lost = new Signal.DriverLost(uid);
            lane.later(
                    GRACE, () -> ask(action.attempt(), uid, seen -> seen.uid().equals(uid), lost));
        }
    }

    @Override
    public void checkNeverMade(Action.CheckNeverMade action) {
        if (asking.add("")) {
            // What is not ours under its name is not it, and keeps it from being made.
            Signal never = new Signal.NeverMade(action.attempt());
            ask(action.attempt(), "", seen -> seen.owner().equals(action.recordUid()), never);
        }
    }

    /** Asks for a driver by name; it is told if it is the one that is meant. */
    private void ask(int attempt, String uid, Predicate<PodFacts> meant, Signal ifAbsent) {
        ask(attempt, uid, meant, ifAbsent, false);
    }

    private void ask(int attempt, String uid, Predicate<PodFacts> meant, Signal ifAbsent, boolean doubted) {
        world.cluster()
                .get(ObjectKind.PODS, run.namespace(), driverName(attempt))
                .whenComplete((pod, error) -> {
                    if (error == null) {
                        asking.remove(uid);
                        PodFacts seen = PodTranslation.driver(pod, attempt);
                        lane.tell(meant.test(seen) ? new Signal.DriverSeen(seen) : ifAbsent);
                    } else if (!ClusterException.in(error).isNotFound()) {
                        LOG.debug("run {}: the driver cannot be asked for: {}", run, message(error));
                        lane.later(PAUSE, () -> ask(attempt, uid, meant, ifAbsent, doubted));
                    } else if (doubted) {
                        asking.remove(uid);
                        lane.tell(ifAbsent);
                    } else {
                        lane.later(DOUBT, () -> ask(attempt, uid, meant, ifAbsent, true));
                    }
                });
    }

    @Override
    public void lookBefore(Action.LookBefore action) {
        lookBefore(action, false);
    }

    private void lookBefore(Action.LookBefore action, boolean doubted) {
        Signal timeUp = new Signal.TimeUp(action.alarm(), action.attempt());
        world.cluster()
                .get(ObjectKind.PODS, run.namespace(), driverName(action.attempt()))
                .whenComplete((pod, error) -> {
                    if (error == null
                            && action.driverUid().equals(pod.getMetadata().getUid())) {
                        lane.tell(new Signal.DriverSeen(PodTranslation.driver(pod, action.attempt())));
                        lane.tell(timeUp);
                    } else if (error != null && !ClusterException.in(error).isNotFound()) {
                        lane.later(PAUSE, () -> lookBefore(action, doubted));
                    } else if (doubted) {
                        lane.tell(new Signal.DriverLost(action.driverUid()));
                    } else {
                        lane.later(DOUBT, () -> lookBefore(action, true));
                    }
                });
    }

    @Override
    public void readEvents(Action.ReadEvents action) {
        String uid = action.driverUid();
        world.cluster().events(run.namespace(), uid).whenComplete((events, error) -> {
            if (error == null) {
                lane.tell(new Signal.EventsRead(uid, EventTranslation.facts(events)));
            } else {
                // They are a help, no more: without the right to read them the start timeout decides.
                LOG.debug("run {}: the driver's events cannot be read: {}", run, message(error));
            }
        });
    }

    @Override
    public void checkRecord(Action.CheckRecord action) {
        if (asking.add(action.recordUid())) {
            lane.later(GRACE, () -> askRecord(action.recordUid()));
        }
    }

    private void askRecord(String recordUid) {
        if (!lane.isOpen()) {
            return;
        }
        world.cluster()
                .get(ObjectKind.CONFIG_MAP_METADATA, run.namespace(), run.runName())
                .whenComplete((record, error) -> {
                    if (error == null && recordUid.equals(record.getMetadata().getUid())) {
                        tellRecord(record.getMetadata());
                        lane.later(LOOK, () -> askRecord(recordUid));
                    } else if (error == null || ClusterException.in(error).isNotFound()) {
                        tellDecided(new Signal.RecordLost(recordUid));
                    } else {
                        lane.later(PAUSE, () -> askRecord(recordUid));
                    }
                });
    }

    /** A record that is gone may have said last how the run ended: what its watch has missed is heard first. */
    private void tellDecided(Signal signal) {
        if (signal instanceof Signal.RecordLost) {
            world.time().execute(() -> world.watches().catchUpWithRecords(run));
            lane.later(GRACE, () -> lane.tell(signal));
        } else {
            lane.tell(signal);
        }
    }

    private void tellRecord(ObjectMeta record) {
        try {
            lane.tell(new Signal.RecordSeen(RecordAnnotations.of(record).facts()));
        } catch (IllegalArgumentException e) {
            lane.tell(new Signal.RecordSpoiled(record.getUid(), String.valueOf(e.getMessage())));
        }
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
    public void endAttempt(Action.EndAttempt action) {
        decisions.attemptEnded(action).thenAccept(this::tellDecided);
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
            } else {
                lane.later(PAUSE, () -> lane.tell(new Signal.Cleared(action.next() - 1)));
            }
        });
    }

    @Override
    public void storeOutcome(Action.StoreOutcome action) {
        decisions.outcome(action).thenAccept(this::tellDecided);
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
        decisions
                .takenBack(action.recordUid())
                .thenCompose(ours -> ours
                        ? cleaner.forget(Optional.of(action.recordUid()), layout())
                        : CompletableFuture.completedFuture(null))
                .whenComplete((gone, error) -> cleaned(error));
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

    private String driverName(int attempt) {
        return new AttemptId(run, attempt, "", "").driverPodName();
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
