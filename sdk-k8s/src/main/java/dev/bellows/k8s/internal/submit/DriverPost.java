package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Creates the driver of a record's attempt, and never a second one. A POST without an answer may have made it; sent again, it finds the name
 * taken. What has the name then and cannot be found any more was the driver: no other one follows in that attempt.
 */
final class DriverPost {
    /** A server may lag behind: that nothing is there counts when it is said twice, so far apart. */
    private static final Duration DOUBT = Duration.ofSeconds(5);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final AttemptObjects objects;
    private final Told told;
    private final Unanswered unanswered;
    private final RunRecord record;
    private final Written<Pod> pod;
    private final int attempt;

    /**
     * The driver of a record's attempt.
     *
     * @param objects those it is created with
     * @param told what the cluster has told of drivers
     * @param unanswered what is known of earlier tries
     */
    DriverPost(
            ClusterPort cluster,
            TimeSource time,
            AttemptObjects objects,
            Told told,
            Unanswered unanswered,
            RunRecord record) {
        this.cluster = cluster;
        this.time = time;
        this.objects = objects;
        this.told = told;
        this.unanswered = unanswered;
        this.record = record;
        this.pod = record.driverPod();
        this.attempt = record.facts().attempt();
    }

    /** What is to be done when nothing has the driver's name. */
    private enum Look {
        /** It is looked again. */
        FIRST,
        /** The driver is gone. */
        SECOND,
        /** Another pod that had the name is gone, so that it is free. */
        PAST_ANOTHER
    }

    /** Completes with the driver, or with nothing if it was made and is gone before anybody saw it. */
    CompletableFuture<Optional<AttemptObjects.Driver>> create() {
        return unanswered.isMade(attempt) ? look(Look.FIRST) : post();
    }

    private CompletableFuture<Optional<AttemptObjects.Driver>> post() {
        AtomicBoolean again = new AtomicBoolean();
        return cluster.createAnew(ObjectKind.PODS, namespace(), () -> untold(again.getAndSet(true)))
                .handle((made, error) ->
                        error == null ? driver(made.getMetadata().getUid(), true) : refused(ClusterException.in(error)))
                .thenCompose(next -> next);
    }

    /** The driver to be made, unless the answer was lost and the cluster tells of it: it may be gone by now, and no second one may run. */
    private Written<Pod> untold(boolean again) {
        if (again) {
            unanswered.sent(attempt);
        }
        if (told.driver(attempt, record.uid()).isPresent()) {
            throw new IllegalStateException("the driver of attempt " + attempt + " was made");
        }
        return pod;
    }

    private CompletableFuture<Optional<AttemptObjects.Driver>> refused(ClusterException problem) {
        if (problem.isPassing()) {
            unanswered.sent(attempt);
        }
        unanswered.nameTaken(attempt, problem.isConflict());
        return told.driver(attempt, record.uid())
                .map(uid -> driver(uid, false))
                .orElseGet(() -> problem.isConflict() ? look(Look.FIRST) : CompletableFuture.failedFuture(problem));
    }

    private CompletableFuture<Optional<AttemptObjects.Driver>> look(Look look) {
        return cluster.get(
                        ObjectKind.PODS, namespace(), pod.object().getMetadata().getName())
                .handle((found, error) -> {
                    if (error == null) {
                        return seen(found);
                    }
                    ClusterException problem = ClusterException.in(error);
                    return problem.isNotFound()
                            ? absent(look)
                            : CompletableFuture.<Optional<AttemptObjects.Driver>>failedFuture(problem);
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<Optional<AttemptObjects.Driver>> seen(Pod found) {
        // A driver of this attempt that is being deleted has begun: another one would be its second.
        if (record.owner().owns(found)) {
            return driver(found.getMetadata().getUid(), false);
        }
        unanswered.nameTaken(attempt, false);
        boolean goes = found.getMetadata().getDeletionTimestamp() != null
                || record.owner().hasLeft(found);
        return goes
                ? objects.later(found, "pods", () -> look(Look.PAST_ANOTHER))
                : CompletableFuture.failedFuture(objects.taken(found, "pods"));
    }

    private CompletableFuture<Optional<AttemptObjects.Driver>> absent(Look look) {
        Optional<String> seen = told.driver(attempt, record.uid());
        if (seen.isPresent()) {
            return driver(seen.get(), false);
        }
        if (look == Look.PAST_ANOTHER) {
            return post();
        }
        if (!unanswered.mayBeMade(attempt)) {
            // What had the name was made by somebody else, and before.
            return objects.later(pod.object(), "pods", this::post);
        }
        return look == Look.FIRST ? later() : recorded();
    }

    private CompletableFuture<Optional<AttemptObjects.Driver>> later() {
        CompletableFuture<Void> doubted = new CompletableFuture<>();
        time.after(DOUBT, () -> doubted.complete(null));
        return doubted.thenCompose(waited -> look(Look.SECOND));
    }

    /** Another process may have seen it, and have recorded it. */
    private CompletableFuture<Optional<AttemptObjects.Driver>> recorded() {
        return cluster.get(
                        ObjectKind.CONFIG_MAP_METADATA,
                        namespace(),
                        record.map().getMetadata().getName())
                .thenApply(now -> RecordAnnotations.of(now.getMetadata()).facts())
                .thenApply(now -> Optional.of(now)
                        .filter(same -> same.uid().equals(record.uid()) && same.attempt() == attempt)
                        .flatMap(RecordFacts::driverUid)
                        .map(uid -> new AttemptObjects.Driver(uid, false)));
    }

    private String namespace() {
        return record.map().getMetadata().getNamespace();
    }

    private static CompletableFuture<Optional<AttemptObjects.Driver>> driver(String uid, boolean made) {
        return CompletableFuture.completedFuture(Optional.of(new AttemptObjects.Driver(uid, made)));
    }
}
