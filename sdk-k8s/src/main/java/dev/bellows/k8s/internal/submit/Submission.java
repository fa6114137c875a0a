package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import dev.bellows.run.FailureKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * One submission: the record is POSTed first, then pod and Service side by side, owned by it. Two round trips; a crash between them
 * leaves a record and nothing that runs. Whatever exists already under our names is adopted if it is this very run.
 */
final class Submission {
    private static final Duration OVERSLEPT = Duration.ofSeconds(2);

    /** How long a record that is there and cannot be read waits to be asked for again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String namespace;
    private final RunRecord ours;
    private final BooleanSupplier awaited;
    private final CompletableFuture<Signal> answer = new CompletableFuture<>();
    private final AttemptObjects objects;
    private final Object createdLock = new Object();
    private Optional<String> created = Optional.empty();

    /** Whether a record has the name that was not read yet: most likely the run was submitted before. */
    private boolean unread;

    /** Why nothing may be made any more. */
    private Optional<Refusal> late = Optional.empty();

    /** The application ids that were sent. */
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    /**
     * A submission.
     *
     * @param told what the cluster has told of drivers
     * @param awaited whether somebody still wants its answer
     */
    Submission(
            ClusterPort cluster,
            TimeSource time,
            String namespace,
            RunRecord ours,
            Told told,
            BooleanSupplier awaited) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.ours = ours;
        this.awaited = awaited;
        this.objects = new AttemptObjects(cluster, time, namespace, this::isLate, told, new Unanswered());
    }

    /** Sends it; completes with Accepted, DriverVanished or Refused within the deadline, and with Found when the record can be read. */
    CompletableFuture<Signal> send(Duration deadline) {
        long start = time.nanoTime();
        TimeSource.Timer alarm = time.after(deadline, () -> {
            // A process that stood still hears its answers after its alarms.
            boolean overslept = time.nanoTime() - start - deadline.toNanos() > OVERSLEPT.toNanos();
            time.after(
                    overslept ? OVERSLEPT : Duration.ZERO,
                    () -> pass(objects.waitingFor().orElseGet(() -> Refusal.noAnswer(deadline))));
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

    /** The deadline passes: what was submitted before is not refused for that. */
    private void pass(Refusal refusal) {
        boolean mayBeFound;
        synchronized (createdLock) {
            late = Optional.of(refusal);
            mayBeFound = unread;
        }
        if (!mayBeFound) {
            refuse(refusal);
        }
    }

    private boolean isLate() {
        synchronized (createdLock) {
            return late.isPresent() || answer.isDone();
        }
    }

    private void refuse(Refusal refusal) {
        boolean mayBeMade = !sent.isEmpty() && (refusal.kind() == FailureKind.UNREACHABLE || sent.size() > 1);
        boolean first;
        synchronized (createdLock) {
            mayBeMade &= created.isEmpty();
            first = answer.complete(new Signal.Refused(refusal.kind(), refusal.reason(), created));
        }
        if (first && mayBeMade) {
            undo(refusal);
        }
    }

    private void undo(Refusal refusal) {
        new MadeInVain(cluster, time, ours.runId().orElseThrow(), record -> sent.contains(record.appId()), refusal)
                .undo();
    }

    /** The record on the cluster: ours, or the same run's from before. */
    private CompletableFuture<RunRecord> record() {
        return cluster.createAnew(ObjectKind.CONFIG_MAPS, namespace, this::next)
                .thenApply(map -> keep(ours.created(map)))
                .exceptionallyCompose(error -> {
                    ClusterException problem = ClusterException.in(error);
                    return problem.isConflict() ? read() : CompletableFuture.failedFuture(problem);
                });
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

    private CompletableFuture<RunRecord> read() {
        unread(true);
        return cluster.get(
                        ObjectKind.CONFIG_MAPS,
                        namespace,
                        ours.map().getMetadata().getName())
                .handle((map, gone) -> gone == null ? judged(RunRecord.of(map)) : unread(ClusterException.in(gone)))
                .thenCompose(next -> next);
    }

    private CompletableFuture<RunRecord> unread(ClusterException problem) {
        if (problem.isNotFound()) {
            unread(false);
            return objects.later(ours.map(), "configmaps", this::record);
        }
        if (!problem.isPassing() || !awaited.getAsBoolean()) {
            return CompletableFuture.failedFuture(problem);
        }
        CompletableFuture<Void> waited = new CompletableFuture<>();
        time.after(PAUSE, () -> waited.complete(null));
        return waited.thenCompose(again -> read());
    }

    private void unread(boolean is) {
        synchronized (createdLock) {
            unread = is;
        }
    }

    private CompletableFuture<RunRecord> judged(RunRecord existing) {
        unread(false);
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
        boolean over;
        synchronized (createdLock) {
            created = Optional.of(record.uid());
            over = answer.isDone();
        }
        if (over) {
            // The run counts as refused: nothing may stay.
            undo(Refusal.late());
        }
        return record;
    }

    private CompletableFuture<Signal> objects(RunRecord record) {
        if (!isOurs(record)) {
            return CompletableFuture.completedFuture(new Signal.Found(record.facts()));
        }
        Optional<Refusal> refusal;
        synchronized (createdLock) {
            refusal = answer.isDone() ? Optional.of(Refusal.late()) : late;
        }
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(refusal.get());
        }
        CompletableFuture<Optional<AttemptObjects.Driver>> made = objects.create(record);
        // Read while they are on their way.
        RecordFacts facts = record.facts();
        return made.thenApply(driver -> driver.<Signal>map(there -> new Signal.Accepted(facts, there.uid(), false))
                .orElseGet(() -> new Signal.DriverVanished(facts)));
    }
}
