package dev.bellows.testkit;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true when all is over: every service knows the end, it is the right one, and nothing is left. */
final class Judgement {
    private static final String OURS = BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER;
    private static final Duration FORGETTING = Duration.ofMinutes(5);

    /** What a service is told that could not reach the API server for as long as it was patient. */
    private static final Set<FailureKind> UNREACHED = Set.of(FailureKind.UNREACHABLE, FailureKind.FORBIDDEN);

    private static final Set<FailureKind> INTERRUPTED =
            Set.of(FailureKind.DRIVER_DELETED, FailureKind.DRIVER_KILLED, FailureKind.LOST);

    /** After which no further attempt can be recorded. */
    private static final Set<FaultKind> NO_RECORD =
            Set.of(FaultKind.RECORD_DELETED, FaultKind.FORBIDDEN, FaultKind.NAMESPACE_DELETED);

    /** As what attempts end that another one follows. */
    private static final Set<FailureKind> OF_ATTEMPTS =
            Set.of(FailureKind.EVICTED, FailureKind.DRIVER_OOM, FailureKind.IMAGE);

    private final Plot plot;
    private final SimulatedCluster cluster;
    private final Set<FaultKind> happened;
    private final List<String> before;

    Judgement(Plot plot, SimulatedCluster cluster, Set<FaultKind> happened) {
        this.plot = plot;
        this.cluster = cluster;
        this.happened = happened;
        this.before = List.copyOf(present());
    }

    List<String> of(List<Actor> actors) {
        List<String> problems = new ArrayList<>();
        for (Actor actor : actors) {
            problems.addAll(actor.problems());
            actor.witness()
                    .result()
                    .filter(end -> !isRight(end))
                    .ifPresent(end -> problems.add("I4: ended as " + end.status() + " " + end.failure()));
        }
        Set<RunStatus> ends = actors.stream()
                .flatMap(actor -> actor.witness().result().stream())
                .map(RunResult::status)
                .collect(Collectors.toSet());
        // Who submits again when a run that was ended by hand is forgotten begins another one.
        boolean byHand = happened.contains(FaultKind.RECORD_DELETED) || happened.contains(FaultKind.DRIVER_DELETED);
        boolean early = plot.options().retention().equals(Retention.none()) && Incidents.endEarly(happened);
        // Both watches of a service may fall silent, and a record that does not stay is gone when they are renewed.
        boolean blind = plot.options().retention().equals(Retention.none())
                && happened.contains(FaultKind.WATCH_FALLS_SILENT)
                && ends.contains(RunStatus.CANCELLED);
        boolean excused = byHand || early || blind || wasAway() || isAnyUnreached(actors) || Incidents.part(happened);
        if (ends.size() > 1 && !excused) {
            problems.add("I4: services were told different ends: " + ends);
        }
        if (happened.isEmpty() && plot.options().retention().equals(Retention.none())) {
            left().forEach(object -> problems.add("I3: left behind though nothing went wrong: " + object));
        }
        forget();
        // Of a driver that lost its labels and has no record nobody can tell whose it is.
        boolean unknown = plot.options().layout() == Layout.COMPACT
                && happened.contains(FaultKind.LABELS_REMOVED)
                && (happened.contains(FaultKind.API_SERVER_DOWN) || happened.contains(FaultKind.RECORD_DELETED));
        if (!unknown) {
            left().forEach(object -> problems.add("I3: left behind: " + object));
        }
        before.stream()
                .filter(object -> !happened.contains(FaultKind.NAMESPACE_DELETED))
                .filter(object -> !present().contains(object))
                .forEach(object -> problems.add("I3: not ours, and gone: " + object));
        return problems;
    }

    private static boolean isAnyUnreached(List<Actor> actors) {
        return actors.stream()
                .flatMap(actor -> actor.witness().result().stream())
                .flatMap(end -> end.failure().stream())
                .anyMatch(failure -> UNREACHED.contains(failure.kind()));
    }

    private boolean isRight(RunResult end) {
        if (plot.isEnd(end)) {
            return true;
        }
        if (happened.contains(FaultKind.RECORD_DELETED) && end.status() == RunStatus.CANCELLED) {
            return true;
        }
        Optional<FailureKind> kind = end.failure().map(failure -> failure.kind());
        boolean interrupted = happened.contains(FaultKind.DRIVER_DELETED)
                && kind.filter(INTERRUPTED::contains).isPresent();
        boolean shared = plot.services() > 1;
        // A service that was away for the whole run, its record included, finds what a deletion by hand leaves.
        boolean missedAll = shared
                && (wasAway() || happened.contains(FaultKind.WATCH_FALLS_SILENT))
                && end.status() == RunStatus.CANCELLED;
        // It submits anew what another one's record was deleted of, and what that left takes its time to go.
        boolean inTheWay = shared
                && happened.contains(FaultKind.RECORD_DELETED)
                && kind.filter(FailureKind.NAME_TAKEN::equals).isPresent();
        // Whose record is deleted, or may not be written any more, when an attempt has failed is told how it failed.
        boolean calledOff = happened.stream().anyMatch(NO_RECORD::contains)
                && end.attempts() < plot.options().retry().attempts()
                && kind.filter(OF_ATTEMPTS::contains).isPresent();
        // Whose watch was cut when another service took a refused submission back, or ended it alone, sees a record go.
        boolean takenBack = shared && Incidents.part(happened) && end.status() == RunStatus.CANCELLED;
        boolean nothingToAttachTo = plot.attachers() > 0
                && happened.contains(FaultKind.RECORD_DELETED)
                && kind.filter(FailureKind.NOT_FOUND::equals).isPresent();
        // Of one object's record, deleted by hand or refused, another service makes a new one before it sees the driver
        // that was its cause deleted.
        boolean stoppedByAnother = shared
                && plot.options().layout() == Layout.COMPACT
                && (happened.contains(FaultKind.RECORD_DELETED) || Incidents.part(happened))
                && kind.filter(INTERRUPTED::contains).isPresent();
        // What stood in the way when it was last heard of may have gone while nobody answered.
        boolean stoodInTheWay =
                wasAway() && kind.filter(FailureKind.NAME_TAKEN::equals).isPresent();
        boolean unreached = wasAway() && kind.filter(UNREACHED::contains).isPresent();
        // Whose process died while an earlier driver took its time to go finds an attempt that was begun, and too late
        // to go on.
        boolean begun = happened.contains(FaultKind.PROCESS_DIES)
                && plot.equals(Plots.SUBMITTED_AGAIN)
                && kind.filter(FailureKind.UNREACHABLE::equals).isPresent();
        // Whose first read of a record that was made anew shows the one before sees that go, which was deleted.
        boolean deletedBefore = happened.contains(FaultKind.STALE_READ)
                && plot.equals(Plots.SUBMITTED_AGAIN)
                && end.status() == RunStatus.CANCELLED;
        boolean unrecorded = Incidents.unrecorded(happened)
                && kind.filter(INTERRUPTED::contains).isPresent();
        boolean befallen = Incidents.explain(happened, end);
        return interrupted
                || missedAll
                || inTheWay
                || calledOff
                || takenBack
                || nothingToAttachTo
                || stoppedByAnother
                || stoodInTheWay
                || unreached
                || begun
                || deletedBefore
                || unrecorded
                || befallen;
    }

    /** Whether a service may have missed what happened for longer than its record stays. */
    private boolean wasAway() {
        return happened.stream().anyMatch(Judgement::keepsAway);
    }

    /** Whether a fault may keep a service away from the API server for longer than a submission may take. */
    private static boolean keepsAway(FaultKind fault) {
        return switch (fault) {
            case API_SERVER_DOWN, PROCESS_PAUSES, STUCK, UNAUTHORIZED -> true;
            default -> false;
        };
    }

    /** A service that comes later and forgets the run leaves nothing behind. */
    private void forget() {
        if (!found(ResourceType.CONFIG_MAPS).isEmpty()
                || !found(ResourceType.PODS).isEmpty()) {
            Actor later = Actor.submits(plot, cluster, port -> port);
            cluster.advance(FORGETTING);
            later.run().forget();
            cluster.advance(FORGETTING);
        }
    }

    private List<?> found(ResourceType type) {
        return cluster.simulation()
                .store()
                .list(type, null, Selectors.labels(OURS))
                .items();
    }

    private List<String> left() {
        List<String> left = present();
        left.removeAll(before);
        return left;
    }

    /** The objects of the kinds that runs are made of. */
    private List<String> present() {
        List<String> present = new ArrayList<>();
        for (ResourceType type : List.of(ResourceType.PODS, ResourceType.SERVICES, ResourceType.CONFIG_MAPS)) {
            cluster.simulation()
                    .store()
                    .list(type, null, Selectors.ALL)
                    .items()
                    .forEach(object -> present.add(type.plural() + "/"
                            + object.path("metadata").path("name").asText() + " "
                            + object.path("metadata").path("uid").asText()));
        }
        return present;
    }
}
