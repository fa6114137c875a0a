package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One submission: the record is POSTed first, then pod and Service side by side, owned by it. Two round trips; a crash between them
 * leaves a record and nothing that runs. Whatever exists already under our names is adopted if it is this very run.
 */
final class Submission {
    private static final Duration OVERSLEPT = Duration.ofSeconds(2);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String namespace;
    private final RunRecord ours;
    private final CompletableFuture<Signal> answer = new CompletableFuture<>();
    private final AttemptObjects objects;
    private final Object createdLock = new Object();
    private Optional<String> created = Optional.empty();

    /** The application ids that were sent. */
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    Submission(ClusterPort cluster, TimeSource time, String namespace, RunRecord ours, Told told) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.ours = ours;
        this.objects = new AttemptObjects(cluster, time, namespace, answer::isDone, told);
    }

    /** Sends it; completes with Accepted, Found or Refused within the deadline. */
    CompletableFuture<Signal> send(Duration deadline) {
        long start = time.nanoTime();
        TimeSource.Timer alarm = time.after(deadline, () -> {
            // A process that stood still hears its answers after its alarms.
            boolean overslept = time.nanoTime() - start - deadline.toNanos() > OVERSLEPT.toNanos();
            time.after(
                    overslept ? OVERSLEPT : Duration.ZERO,
                    () -> refuse(objects.waitingFor().orElseGet(() -> Refusal.noAnswer(deadline))));
        });
        record().thenCompose(this::objects).whenComplete((signal, error) -> {
            alarm.cancel();
            if (error == null) {
                answer.complete(signal);
            } else {
                refuse(Refusal.in(error));
            }
        });
        return answer;
    }

    private void refuse(Refusal refusal) {
        synchronized (createdLock) {
            answer.complete(new Signal.Refused(refusal.kind(), refusal.reason(), created));
        }
    }

    /** The record on the cluster: ours, or the same run's from before. */
    private CompletableFuture<RunRecord> record() {
        return cluster.createAnew(ObjectKind.CONFIG_MAPS, namespace, this::next)
                .thenApply(map -> keep(ours.created(map)))
                .exceptionallyCompose(this::taken);
    }

    /** What was sent and not answered may have been made and be gone by now: no two drivers have one application id. */
    private Written<ConfigMap> next() {
        RunRecord next = sent.isEmpty() ? ours : ours.renewed(Submitter.newAppId(time.random()));
        sent.add(next.appId());
        return Written.of(next.map());
    }

    /** Whether this submission made a record, and nobody has gone on with it since. */
    private boolean isOurs(RunRecord record) {
        return sent.contains(record.appId())
                && (record.isNew() || !record.facts().isBegun());
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
                ? objects.later(ours.map(), "configmaps", this::record)
                : CompletableFuture.failedFuture(problem);
    }

    private CompletableFuture<RunRecord> judged(RunRecord existing) {
        try {
            String name = ours.map().getMetadata().getName();
            if (Adoption.judge("ConfigMap " + name, existing, ours) == Adoption.WAIT) {
                return objects.later(existing.map(), "configmaps", this::record);
            }
            // An answer that was lost and a second try: the record is ours all the same.
            return CompletableFuture.completedFuture(isOurs(existing) ? keep(existing) : existing);
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private RunRecord keep(RunRecord record) {
        objects.go();
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
        if (!isOurs(record)) {
            return CompletableFuture.completedFuture(new Signal.Found(record.facts()));
        }
        if (answer.isDone()) {
            return CompletableFuture.failedFuture(Refusal.late());
        }
        CompletableFuture<AttemptObjects.Driver> created = objects.create(record);
        // Read while they are on their way.
        RecordFacts facts = record.facts();
        return created.thenApply(driver -> new Signal.Accepted(facts, driver.uid(), false));
    }
}
