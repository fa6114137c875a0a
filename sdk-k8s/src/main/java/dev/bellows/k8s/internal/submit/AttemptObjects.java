package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import dev.bellows.run.FailureKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Creates the objects of a record's attempt, pod and Service side by side. What exists already is taken if the record owns it; what is
 * being deleted is waited for.
 */
final class AttemptObjects {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String namespace;
    private final BooleanSupplier givenUp;
    private final Told told;
    private final Unanswered unanswered;
    private final Pauses pauses;
    private final AtomicInteger waits = new AtomicInteger();
    private volatile Optional<Refusal> waitingFor = Optional.empty();

    /**
     * Objects of a namespace.
     *
     * @param givenUp whether nobody waits for them any more
     * @param told what the cluster has told of drivers
     * @param unanswered what is known of earlier tries to create them
     */
    AttemptObjects(
            ClusterPort cluster,
            TimeSource time,
            String namespace,
            BooleanSupplier givenUp,
            Told told,
            Unanswered unanswered) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.givenUp = givenUp;
        this.told = told;
        this.unanswered = unanswered;
        this.pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE, time.random());
    }

    /** What is in the way at the moment. */
    Optional<Refusal> waitingFor() {
        return waitingFor;
    }

    /** Nothing is in the way any more. */
    void go() {
        waitingFor = Optional.empty();
    }

    /** Creates them all; completes with the driver, or with nothing if it was made and is gone before anybody saw it. */
    CompletableFuture<Optional<Driver>> create(RunRecord record) {
        // The Service first: what the cluster tells of a new pod comes behind both answers, not between them.
        CompletableFuture<Service> service = owned(ObjectKind.SERVICES, record, record.service());
        CompletableFuture<Optional<Driver>> driver =
                new DriverPost(cluster, time, this, told, unanswered, record).create();
        CompletableFuture<?>[] extras = Stream.<CompletableFuture<?>>concat(
                        record.extras().stream().map(extra -> owned(ObjectKind.of(extra), record, Written.of(extra))),
                        record.key(time.random()).stream()
                                .map(key -> owned(ObjectKind.SECRETS, record, Written.of(key))))
                .toArray(CompletableFuture<?>[]::new);
        return driver.thenCombine(
                CompletableFuture.allOf(service, CompletableFuture.allOf(extras)), (made, any) -> made);
    }

    /** Creates an object that the record owns, or takes the one it owns already. */
    private <T extends HasMetadata> CompletableFuture<T> owned(
            ObjectKind<T> kind, RunRecord record, Written<T> object) {
        return cluster.create(kind, namespace, object)
                .exceptionallyCompose(error -> exists(kind, record, object, ClusterException.in(error)));
    }

    private <T extends HasMetadata> CompletableFuture<T> exists(
            ObjectKind<T> kind, RunRecord record, Written<T> written, ClusterException problem) {
        if (!problem.isConflict()) {
            return CompletableFuture.failedFuture(problem);
        }
        T object = written.object();
        String name = object.getMetadata().getName();
        return cluster.get(kind, namespace, name)
                .handle((found, gone) -> {
                    if (gone != null) {
                        ClusterException why = ClusterException.in(gone);
                        return why.isNotFound()
                                ? later(object, kind.plural(), () -> owned(kind, record, written))
                                : CompletableFuture.<T>failedFuture(why);
                    }
                    boolean goes = found.getMetadata().getDeletionTimestamp() != null;
                    if (record.owner().owns(found) && !goes) {
                        return CompletableFuture.completedFuture(found);
                    }
                    return goes || record.owner().hasLeft(found)
                            ? later(object, kind.plural(), () -> owned(kind, record, written))
                            : CompletableFuture.<T>failedFuture(taken(object, kind.plural()));
                })
                .thenCompose(next -> next);
    }

    /** Something that is not this run's has the name of one of its objects. */
    Refusal taken(HasMetadata object, String plural) {
        return new Refusal(
                FailureKind.NAME_TAKEN,
                plural + " " + object.getMetadata().getName() + " exists and is not owned by this run.");
    }

    /** The call, once more, when what is in its way has had time to go. */
    <T> CompletableFuture<T> later(HasMetadata inTheWay, String plural, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waitingFor = Optional.of(new Refusal(
                FailureKind.NAME_TAKEN,
                plural + " " + inTheWay.getMetadata().getName()
                        + " is being deleted and was still there at the submissionDeadline."));
        time.after(pauses.after(waits.incrementAndGet()), () -> {
            if (givenUp.getAsBoolean()) {
                result.completeExceptionally(Refusal.late());
                return;
            }
            call.get().whenComplete((value, error) -> {
                if (error == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(error);
                }
            });
        });
        return result;
    }

    /**
     * A driver pod.
     *
     * @param uid its UID
     * @param made whether this call made it
     */
    record Driver(String uid, boolean made) {}
}
