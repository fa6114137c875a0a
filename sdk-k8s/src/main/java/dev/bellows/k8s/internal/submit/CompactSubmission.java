package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One submission in layout COMPACT: the driver pod is POSTed, and that is all that has to succeed; the record follows, written from the
 * pod. Whatever exists already under our names is adopted if it is this very run. A pod whose name was free although its run has a record
 * came too late: it never runs, because the record names another submission, and is deleted.
 */
final class CompactSubmission {
    /** How long the record of a driver that runs is tried. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** For longer than this no call is under way. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private static final Duration UNDO_PAUSE = Duration.ofSeconds(10);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String namespace;
    private final CompactRun ours;
    private final Consumer<Signal> news;
    private final CompletableFuture<Signal> answer = new CompletableFuture<>();
    private final AttemptObjects objects;
    private final Object madeLock = new Object();
    private boolean made;

    /** The application ids that were sent. */
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    CompactSubmission(ClusterPort cluster, TimeSource time, String namespace, CompactRun ours, Consumer<Signal> news) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.ours = ours;
        this.news = news;
        this.objects = new AttemptObjects(cluster, time, namespace, answer::isDone, Told.NOTHING);
    }

    /** Sends it; tells DriverMade within the deadline or completes, later on with Accepted, Found or Refused. */
    CompletableFuture<Signal> send(Duration deadline) {
        TimeSource.Timer alarm = time.after(deadline, () -> {
            synchronized (madeLock) {
                if (!made) {
                    refuse(objects.waitingFor().orElseGet(() -> Refusal.noAnswer(deadline)));
                }
            }
        });
        pod().whenComplete((signal, error) -> {
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
        answer.complete(new Signal.Refused(refusal.kind(), refusal.reason(), Optional.empty()));
    }

    private CompletableFuture<Signal> pod() {
        return cluster.createAnew(ObjectKind.PODS, namespace, this::next)
                .handle((pod, error) -> error == null ? made(CompactRun.of(pod)) : taken(ClusterException.in(error)))
                .thenCompose(next -> next);
    }

    /** What was sent and not answered may have been made and be gone by now: no two drivers have one application id. */
    private Written<Pod> next() {
        CompactRun next = sent.isEmpty() ? ours : ours.renewed(Submitter.newAppId(time.random()));
        sent.add(next.appId());
        return Written.of(next.driver());
    }

    private boolean isOurs(CompactRun run) {
        return sent.contains(run.appId());
    }

    private CompletableFuture<Signal> made(CompactRun run) {
        objects.go();
        synchronized (madeLock) {
            made = !answer.isDone();
        }
        if (!made) {
            // The deadline has passed and the run counts as refused: nothing may stay.
            return discarded(run, Refusal.late());
        }
        news.accept(new Signal.DriverMade());
        return recorded(run, time.nanoTime() + PATIENCE.toNanos());
    }

    private CompletableFuture<Signal> taken(ClusterException problem) {
        if (problem.isPassing()) {
            undo(time.nanoTime());
        }
        if (!problem.isConflict()) {
            return CompletableFuture.failedFuture(problem);
        }
        Pod pod = ours.driver();
        return cluster.get(ObjectKind.PODS, namespace, pod.getMetadata().getName())
                .handle((found, gone) -> gone == null ? judged(ours.found(found)) : again(gone))
                .thenCompose(next -> next);
    }

    /** Nobody knows whether the driver was made, or will be by a call that is still under way: none of a refused run may stay. */
    private void undo(long since) {
        cluster.get(ObjectKind.PODS, namespace, ours.driver().getMetadata().getName())
                .whenComplete((pod, error) -> {
                    if (error == null) {
                        discarded(ours.found(pod), Refusal.late());
                        return;
                    }
                    boolean absent = ClusterException.in(error).isNotFound();
                    Duration patience = absent ? UNDER_WAY : PATIENCE;
                    if (time.nanoTime() - since < patience.toNanos()) {
                        time.after(UNDO_PAUSE, () -> undo(since));
                    }
                });
    }

    /** The name was taken a moment ago. */
    private CompletableFuture<Signal> again(Throwable error) {
        ClusterException problem = ClusterException.in(error);
        return problem.isNotFound()
                ? objects.later(ours.driver(), "pods", this::pod)
                : CompletableFuture.failedFuture(problem);
    }

    private CompletableFuture<Signal> judged(CompactRun existing) {
        if (isOurs(existing)) {
            // An answer that was lost and a second try: the pod is ours all the same.
            return made(existing);
        }
        try {
            RunRecord carried = existing.record();
            Adoption.judge("Pod " + existing.driver().getMetadata().getName(), carried, ours.record());
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        boolean deleting = existing.driver().getMetadata().getDeletionTimestamp() != null;
        return deleting ? ended() : recorded(existing, time.nanoTime() + PATIENCE.toNanos());
    }

    /** The driver is being deleted: what has become of its run stands in the record, or nothing of it will be left. */
    private CompletableFuture<Signal> ended() {
        return record().handle((record, gone) -> {
                    if (gone != null) {
                        return again(gone);
                    }
                    try {
                        return judge(record) == Adoption.ADOPT
                                ? CompletableFuture.<Signal>completedFuture(new Signal.Found(record.facts()))
                                : objects.later(ours.driver(), "pods", this::pod);
                    } catch (Refusal refusal) {
                        return CompletableFuture.<Signal>failedFuture(refusal);
                    }
                })
                .thenCompose(next -> next);
    }

    /** Writes the record of a driver that is there, unless one stands. */
    private CompletableFuture<Signal> recorded(CompactRun run, long deadline) {
        return cluster.create(ObjectKind.CONFIG_MAPS, namespace, run.record().map())
                .handle((map, error) -> {
                    if (error == null) {
                        return settled(run, RunRecord.of(map));
                    }
                    ClusterException problem = ClusterException.in(error);
                    return problem.isConflict() ? compared(run, deadline) : unrecorded(run, deadline, problem);
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<Signal> compared(CompactRun run, long deadline) {
        return record().handle((record, error) -> {
                    if (error != null) {
                        ClusterException problem = ClusterException.in(error);
                        return problem.isNotFound() ? later(run, deadline) : unrecorded(run, deadline, problem);
                    }
                    try {
                        return judge(record) == Adoption.WAIT ? later(run, deadline) : settled(run, record);
                    } catch (Refusal refusal) {
                        return discarded(run, refusal);
                    }
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<Signal> settled(CompactRun run, RunRecord record) {
        RecordFacts facts = record.facts();
        if (!isOurs(run)) {
            return CompletableFuture.completedFuture(new Signal.Found(facts));
        }
        boolean named = facts.driverUid().filter(run.uid()::equals).isPresent();
        return named && facts.outcome().isEmpty()
                ? CompletableFuture.completedFuture(new Signal.Accepted(facts, run.uid(), false))
                : deleted(run).handle((deleted, error) -> new Signal.Found(facts));
    }

    /** A driver without a record runs all the same: only when none can be had it must go. */
    private CompletableFuture<Signal> unrecorded(CompactRun run, long deadline, ClusterException problem) {
        if (!problem.isPassing() || time.nanoTime() - deadline >= 0) {
            return discarded(run, Refusal.in(problem));
        }
        CompletableFuture<Signal> next = later(run, deadline);
        // Nothing is in the way; there is only no answer.
        objects.go();
        return next;
    }

    private CompletableFuture<Signal> later(CompactRun run, long deadline) {
        return objects.later(run.record().map(), "configmaps", () -> recorded(run, deadline));
    }

    private CompletableFuture<Signal> discarded(CompactRun run, Refusal refusal) {
        return isOurs(run)
                ? deleted(run).handle((deleted, error) -> refusal).thenCompose(CompletableFuture::failedFuture)
                : CompletableFuture.failedFuture(refusal);
    }

    private CompletableFuture<Void> deleted(CompactRun run) {
        return cluster.delete(
                ObjectKind.PODS,
                namespace,
                run.driver().getMetadata().getName(),
                DeleteMode.BACKGROUND.only(run.uid()));
    }

    private CompletableFuture<RunRecord> record() {
        return cluster.get(
                        ObjectKind.CONFIG_MAPS,
                        namespace,
                        ours.record().map().getMetadata().getName())
                .thenApply(RunRecord::of);
    }

    private Adoption judge(RunRecord record) throws Refusal {
        RunRecord wanted = ours.record();
        return Adoption.judge("ConfigMap " + wanted.map().getMetadata().getName(), record, wanted);
    }
}
