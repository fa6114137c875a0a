package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.FailureKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One submission: the record is POSTed first, then pod and Service side by side, owned by it. Two round trips; a crash between them
 * leaves a record and nothing that runs. Whatever exists already under our names is adopted if it is this very run.
 */
final class Submission {
    private static final Duration TERMINATING_PAUSE = Duration.ofMillis(500);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String namespace;
    private final RunRecord ours;
    private final CompletableFuture<Signal> answer = new CompletableFuture<>();
    private final Object createdLock = new Object();
    private Optional<String> created = Optional.empty();
    private volatile Optional<Refusal> waitingFor = Optional.empty();

    Submission(ClusterPort cluster, TimeSource time, String namespace, RunRecord ours) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.ours = ours;
    }

    /** Sends it; completes with Accepted, Recorded or Refused within the deadline. */
    CompletableFuture<Signal> send(Duration deadline) {
        TimeSource.Timer alarm = time.after(
                deadline,
                () -> refuse(waitingFor.orElseGet(() -> new Refusal(
                        FailureKind.UNREACHABLE,
                        "The API server did not answer within " + deadline + " (submissionDeadline)."))));
        record().thenCompose(this::objects).whenComplete((signal, error) -> {
            alarm.cancel();
            if (error == null) {
                answer.complete(signal);
            } else {
                refuse(refusal(error));
            }
        });
        return answer;
    }

    private void refuse(Refusal refusal) {
        synchronized (createdLock) {
            answer.complete(new Signal.Refused(refusal.kind(), refusal.reason(), created));
        }
    }

    private static Refusal refusal(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Refusal refusal ? refusal : Refusal.of(ClusterException.in(cause));
    }

    /** The record on the cluster: ours, or the same run's from before. */
    private CompletableFuture<RunRecord> record() {
        return cluster.create(ObjectKind.CONFIG_MAPS, namespace, ours.map())
                .thenApply(map -> keep(RunRecord.of(map)))
                .handle((record, error) -> error == null ? CompletableFuture.completedFuture(record) : taken(error))
                .thenCompose(next -> next);
    }

    private CompletableFuture<RunRecord> taken(Throwable error) {
        ClusterException problem = ClusterException.in(error);
        if (!problem.isConflict()) {
            return CompletableFuture.failedFuture(problem);
        }
        return cluster.get(
                        ObjectKind.CONFIG_MAPS,
                        namespace,
                        ours.map().getMetadata().getName())
                .handle((map, gone) -> gone == null ? judged(RunRecord.of(map)) : vanished(gone))
                .thenCompose(next -> next);
    }

    private CompletableFuture<RunRecord> vanished(Throwable error) {
        ClusterException problem = ClusterException.in(error);
        return problem.isNotFound()
                ? later(ours.map(), "configmaps", this::record)
                : CompletableFuture.failedFuture(problem);
    }

    private CompletableFuture<RunRecord> judged(RunRecord existing) {
        try {
            if (Adoption.judge(existing, ours) == Adoption.WAIT) {
                return later(existing.map(), "configmaps", this::record);
            }
            // An answer that was lost and a second try: the record is ours all the same.
            return CompletableFuture.completedFuture(existing.appId().equals(ours.appId()) ? keep(existing) : existing);
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private RunRecord keep(RunRecord record) {
        waitingFor = Optional.empty();
        boolean late;
        synchronized (createdLock) {
            created = Optional.of(record.uid());
            late = answer.isDone();
        }
        if (late) {
            // The deadline has passed and the run counts as refused: nothing may stay.
            discard(record);
        }
        return record;
    }

    private void discard(RunRecord record) {
        cluster.delete(
                ObjectKind.CONFIG_MAPS,
                namespace,
                record.map().getMetadata().getName(),
                DeleteMode.BACKGROUND.only(record.uid()));
    }

    private CompletableFuture<Signal> objects(RunRecord record) {
        boolean adopted = !record.appId().equals(ours.appId());
        if (record.outcome().isPresent()) {
            return recorded(record, record.outcome().get());
        }
        if (record.driverUid().isPresent()) {
            // The driver was seen before: it is never created a second time.
            return CompletableFuture.completedFuture(
                    new Signal.Accepted(record.uid(), record.driverUid().get(), adopted, true, record.isCancelled()));
        }
        if (answer.isDone()) {
            return CompletableFuture.failedFuture(new Refusal(FailureKind.UNREACHABLE, "The deadline has passed."));
        }
        CompletableFuture<Pod> pod = owned(ObjectKind.PODS, record, record.driverPod());
        CompletableFuture<Service> service = owned(ObjectKind.SERVICES, record, record.service());
        CompletableFuture<?>[] extras = record.extras().stream()
                .map(extra -> owned(ObjectKind.of(extra), record, extra))
                .toArray(CompletableFuture<?>[]::new);
        return pod.thenCombine(
                CompletableFuture.allOf(service, CompletableFuture.allOf(extras)),
                (driver, any) -> new Signal.Accepted(
                        record.uid(), driver.getMetadata().getUid(), adopted, false, record.isCancelled()));
    }

    private static CompletableFuture<Signal> recorded(RunRecord record, String outcome) {
        try {
            return CompletableFuture.completedFuture(new Signal.Recorded(record.uid(), Outcomes.read(outcome)));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new Refusal(FailureKind.REJECTED, "The run has ended, but " + e.getMessage()));
        }
    }

    /** Creates an object that the record owns, or takes the one it owns already. */
    private <T extends HasMetadata> CompletableFuture<T> owned(ObjectKind<T> kind, RunRecord record, T object) {
        return cluster.create(kind, namespace, object)
                .handle((made, error) -> error == null
                        ? CompletableFuture.completedFuture(made)
                        : exists(kind, record, object, ClusterException.in(error)))
                .thenCompose(next -> next);
    }

    private <T extends HasMetadata> CompletableFuture<T> exists(
            ObjectKind<T> kind, RunRecord record, T object, ClusterException problem) {
        if (!problem.isConflict()) {
            return CompletableFuture.failedFuture(problem);
        }
        String name = object.getMetadata().getName();
        return cluster.get(kind, namespace, name)
                .handle((found, gone) -> {
                    if (gone != null) {
                        ClusterException why = ClusterException.in(gone);
                        return why.isNotFound()
                                ? later(object, kind.plural(), () -> owned(kind, record, object))
                                : CompletableFuture.<T>failedFuture(why);
                    }
                    if (found.getMetadata().getDeletionTimestamp() != null) {
                        return later(object, kind.plural(), () -> owned(kind, record, object));
                    }
                    return record.owns(found)
                            ? CompletableFuture.completedFuture(found)
                            : CompletableFuture.<T>failedFuture(new Refusal(
                                    FailureKind.NAME_TAKEN,
                                    kind.plural() + " " + name + " exists and is not owned by this run."));
                })
                .thenCompose(next -> next);
    }

    /** The call, once more, when what is in its way has had time to go. */
    private <T> CompletableFuture<T> later(HasMetadata inTheWay, String plural, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waitingFor = Optional.of(new Refusal(
                FailureKind.NAME_TAKEN,
                plural + " " + inTheWay.getMetadata().getName()
                        + " is being deleted and was still there at the submissionDeadline."));
        time.after(TERMINATING_PAUSE, () -> {
            if (answer.isDone()) {
                result.completeExceptionally(new Refusal(FailureKind.UNREACHABLE, "The deadline has passed."));
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
}
