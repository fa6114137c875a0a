package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.internal.observe.EventTranslation;
import dev.bellows.k8s.internal.observe.PodTranslation;
import dev.bellows.k8s.internal.preflight.QuotaReading;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.QuotaFacts;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no watch tells is asked for by name. */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    /** How long a question that was not answered waits to be asked again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How often what no watch tells of is asked for. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** A server may lag behind: that nothing is there counts when it is said twice, so far apart. */
    private static final Duration DOUBT = Duration.ofSeconds(5);

    /** How long the right to ask for a driver may be missing. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final int FORBIDDEN = 403;

    /** How long an object that seems to be gone has to show itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Surroundings world;
    private final RunLane lane;
    private final RunId run;

    /** The UIDs that are being asked for: never twice at once, however long the answer takes. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    Questions(Surroundings world, RunLane lane) {
        this.world = world;
        this.lane = lane;
        this.run = lane.run();
    }

    void checkAbsence(Action.CheckAbsence action) {
        String uid = action.driverUid();
        if (asking.add(uid)) {
            Signal lost = new Signal.DriverLost(uid);
            lane.later(
                    GRACE, () -> ask(action.attempt(), uid, seen -> seen.uid().equals(uid), lost));
        }
    }

    void checkNeverMade(RecordFacts record, Signal ifAbsent) {
        if (asking.add("")) {
            // What is not ours under its name is not it, and keeps it from being made.
            ask(record.attempt(), "", seen -> seen.owner().equals(record.uid()), ifAbsent);
        }
    }

    private void ask(int attempt, String uid, Predicate<PodFacts> meant, Signal ifAbsent) {
        look(new Look(
                attempt,
                meant,
                found -> {
                    asking.remove(uid);
                    lane.tell(found.<Signal>map(Signal.DriverSeen::new).orElse(ifAbsent));
                },
                refused -> {
                    asking.remove(uid);
                    lane.tell(new Signal.DriverHidden(attempt, refused));
                }));
    }

    /** A driver that may not be asked for is judged by what its watch has seen of it. */
    void lookBefore(Action.LookBefore action) {
        Signal timeUp = new Signal.TimeUp(action.alarm(), action.attempt());
        look(new Look(
                action.attempt(),
                seen -> seen.uid().equals(action.driverUid()),
                driver -> {
                    if (driver.isPresent()) {
                        lane.tell(new Signal.DriverSeen(driver.get()));
                        lane.tell(timeUp);
                    } else {
                        lane.tell(new Signal.DriverLost(action.driverUid()));
                    }
                },
                refused -> lane.tell(timeUp)));
    }

    /** Looks under a driver's name until it is known whether there is the pod that is meant: another one may be an older answer. */
    private void look(Look look) {
        String name = new AttemptId(run, look.attempt, "", "").driverPodName();
        world.cluster().get(ObjectKind.PODS, run.namespace(), name).whenComplete((pod, error) -> {
            if (error != null && !ClusterException.in(error).isNotFound()) {
                unanswered(look, ClusterException.in(error));
                return;
            }
            Optional<PodFacts> found = Optional.ofNullable(pod)
                    .map(any -> PodTranslation.driver(any, look.attempt))
                    .filter(look.meant);
            if (found.isPresent() || look.doubted) {
                look.then.accept(found);
            } else {
                look.doubted = true;
                lane.later(DOUBT, () -> look(look));
            }
        });
    }

    /** Credentials may be renewed, however late; a right that is missing for long is not given. */
    private void unanswered(Look look, ClusterException problem) {
        long now = world.time().nanoTime();
        if (problem.code() != FORBIDDEN) {
            look.refusedSince = OptionalLong.empty();
        } else if (look.refusedSince.isEmpty()) {
            look.refusedSince = OptionalLong.of(now);
        }
        if (look.refusedSince.isPresent() && now - look.refusedSince.getAsLong() >= PATIENCE.toNanos()) {
            look.refused.accept(message(problem));
        } else {
            LOG.debug("run {}: the driver cannot be asked for: {}", run, message(problem));
            lane.later(PAUSE, () -> look(look));
        }
    }

    /** A driver that is looked for until it is known whether it is there. */
    private static final class Look {
        private final int attempt;
        private final Predicate<PodFacts> meant;
        private final Consumer<Optional<PodFacts>> then;
        private final Consumer<String> refused;
        private boolean doubted;
        private OptionalLong refusedSince = OptionalLong.empty();

        Look(int attempt, Predicate<PodFacts> meant, Consumer<Optional<PodFacts>> then, Consumer<String> refused) {
            this.attempt = attempt;
            this.meant = meant;
            this.then = then;
            this.refused = refused;
        }
    }

    void readEvents(Action.ReadEvents action) {
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

    /** Without the right to read quotas the API server's own check of the next attempt decides. */
    void readQuota(Action.ReadQuota action) {
        lane.later(
                action.looked() == 0 ? Duration.ZERO : PAUSE,
                () -> QuotaReading.memory(world.cluster(), run.namespace())
                        .exceptionally(error -> {
                            LOG.debug("run {}: the quotas cannot be read: {}", run, message(error));
                            return List.of();
                        })
                        .thenAccept(quotas -> lane.tell(new Signal.QuotaRead(
                                action.attempt(),
                                action.verdict(),
                                action.looked(),
                                quotas.stream()
                                        .map(left -> new QuotaFacts(left.quota(), left.resource(), left.freeMib()))
                                        .toList()))));
    }

    void checkRecord(Action.CheckRecord action) {
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

    private void tellRecord(ObjectMeta record) {
        try {
            lane.tell(new Signal.RecordSeen(RecordAnnotations.of(record).facts()));
        } catch (IllegalArgumentException e) {
            lane.tell(new Signal.RecordSpoiled(record.getUid(), String.valueOf(e.getMessage())));
        }
    }

    /** Tells what came of a decision. A record that is gone may have said last how the run ended: what its watch has missed is heard first. */
    void tellDecided(Signal signal) {
        if (signal instanceof Signal.RecordLost) {
            world.time().execute(() -> world.watches().catchUpWithRecords(run));
            lane.later(GRACE, () -> lane.tell(signal));
        } else {
            lane.tell(signal);
        }
    }

    private static String message(Throwable error) {
        return String.valueOf(ClusterException.in(error).getMessage());
    }
}
