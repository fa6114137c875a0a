package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.Written;
import dev.bellows.run.FailureKind;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** A server may lag behind: that nothing is there counts when it is said twice, so far apart. */
    private static final Duration DOUBT = Duration.ofSeconds(5);

    /** Such a run has one attempt. */
    private static final int ATTEMPT = 1;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String namespace;
    private final CompactRun ours;
    private final Consumer<Signal> news;
    private final BooleanSupplier awaited;
    private final CompletableFuture<Signal> answer = new CompletableFuture<>();
    private final AttemptObjects objects;
    private final Unanswered unanswered = new Unanswered();
    private final Object madeLock = new Object();
    private boolean made;

    /** Whether a pod has the driver's name that may be of the same run from before. */
    private boolean there;

    /** Why nothing may be made any more. */
    private Optional<Refusal> late = Optional.empty();

    /** The application ids that were sent. */
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    /**
     * A submission.
     *
     * @param news hears DriverMade, before the answer
     * @param awaited whether somebody still wants its answer
     */
    CompactSubmission(
            ClusterPort cluster,
            TimeSource time,
            String namespace,
            CompactRun ours,
            Consumer<Signal> news,
            BooleanSupplier awaited) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.ours = ours;
        this.news = news;
        this.awaited = awaited;
        this.objects = new AttemptObjects(cluster, time, namespace, answer::isDone, Told.NOTHING, unanswered);
    }

    /** Sends it; tells DriverMade within the deadline or completes, later on with Accepted, Found or Refused. */
    CompletableFuture<Signal> send(Duration deadline) {
        TimeSource.Timer alarm =
                time.after(deadline, () -> pass(objects.waitingFor().orElseGet(() -> Refusal.noAnswer(deadline))));
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

    /** The deadline passes: what was made, or submitted before, is not refused for that. */
    private void pass(Refusal refusal) {
        synchronized (madeLock) {
            if (!made) {
                late = Optional.of(refusal);
            }
            if (!made && !there) {
                refuse(refusal);
            }
        }
    }

    private Optional<Refusal> late() {
        synchronized (madeLock) {
            return answer.isDone() ? Optional.of(Refusal.late()) : late;
        }
    }

    private void there(boolean is) {
        synchronized (madeLock) {
            there = is;
        }
    }

    private void refuse(Refusal refusal) {
        answer.complete(new Signal.Refused(refusal.kind(), refusal.reason(), Optional.empty()));
    }

    private CompletableFuture<Signal> pod() {
        if (late().isPresent()) {
            return CompletableFuture.failedFuture(late().get());
        }
        AtomicBoolean again = new AtomicBoolean();
        return cluster.createAnew(ObjectKind.PODS, namespace, () -> next(again.getAndSet(true)))
                .handle((pod, error) -> error == null ? made(CompactRun.of(pod)) : taken(ClusterException.in(error)))
                .thenCompose(next -> next);
    }

    /** What was sent and not answered may have been made and be gone by now: no two drivers have one application id. */
    private Written<Pod> next(boolean again) {
        if (again) {
            unanswered.sent(ATTEMPT);
        }
        CompactRun next = sent.isEmpty() ? ours : ours.renewed(Submitter.newAppId(time.random()));
        sent.add(next.appId());
        return Written.of(next.driver());
    }

    private boolean isOurs(CompactRun run) {
        return sent.contains(run.appId());
    }

    private CompletableFuture<Signal> made(CompactRun run) {
        objects.go();
        Optional<Refusal> refusal;
        synchronized (madeLock) {
            refusal = late();
            made = refusal.isEmpty();
        }
        if (refusal.isPresent()) {
            return withdrawn(run, refusal.get());
        }
        news.accept(new Signal.DriverMade());
        return recorded(run, time.nanoTime() + PATIENCE.toNanos());
    }

    /** The deadline has passed and the run counts as refused: nothing may stay, but for what another process has gone on with. */
    private CompletableFuture<Signal> withdrawn(CompactRun run, Refusal refusal) {
        return goneOnWith(run)
                .handle((record, error) -> {
                    if (error != null) {
                        undo(time.nanoTime());
                        return CompletableFuture.<Signal>failedFuture(refusal);
                    }
                    return record.map(
                                    known -> CompletableFuture.<Signal>completedFuture(new Signal.Found(known.facts())))
                            .orElseGet(() -> discarded(run, refusal));
                })
                .thenCompose(next -> next);
    }

    /** The record of a driver, which this submission has not written. */
    private CompletableFuture<Optional<RunRecord>> goneOnWith(CompactRun run) {
        return record().thenApply(record -> Optional.of(record)
                        .filter(known -> known.facts()
                                .driverUid()
                                .filter(run.uid()::equals)
                                .isPresent()))
                .exceptionallyCompose(error -> ClusterException.in(error).isNotFound()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<Signal> taken(ClusterException problem) {
        if (problem.isPassing()) {
            unanswered.sent(ATTEMPT);
            undo(time.nanoTime());
        }
        if (!problem.isConflict()) {
            return CompletableFuture.failedFuture(problem);
        }
        there(true);
        return look(false);
    }

    private CompletableFuture<Signal> look(boolean doubted) {
        return cluster.get(
                        ObjectKind.PODS, namespace, ours.driver().getMetadata().getName())
                .handle((found, error) -> {
                    if (error == null) {
                        return judged(ours.found(found));
                    }
                    ClusterException problem = ClusterException.in(error);
                    if (problem.isPassing() && awaited.getAsBoolean()) {
                        return after(PAUSE, () -> look(doubted));
                    }
                    if (!problem.isNotFound() || !unanswered.mayBeMade(ATTEMPT)) {
                        return again(problem);
                    }
                    return doubted ? vanished() : after(DOUBT, () -> look(true));
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<Signal> after(Duration pause, Supplier<CompletableFuture<Signal>> next) {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        time.after(pause, () -> waited.complete(null));
        return waited.thenCompose(over -> next.get());
    }

    /** The driver was made without an answer, and is gone: what has become of its run stands in the record, if there is one. */
    private CompletableFuture<Signal> vanished() {
        Refusal lost = new Refusal(
                FailureKind.LOST, "The driver pod was made without an answer and is gone: how it ended was not seen.");
        return record().handle((record, error) -> error != null
                        ? CompletableFuture.<Signal>failedFuture(
                                ClusterException.in(error).isNotFound() ? lost : ClusterException.in(error))
                        : CompletableFuture.<Signal>completedFuture(new Signal.Found(record.facts())))
                .thenCompose(next -> next);
    }

    /** The driver may have been made, or be made by a call that is still under way: none of a refused run may stay. */
    private void undo(long since) {
        cluster.get(ObjectKind.PODS, namespace, ours.driver().getMetadata().getName())
                .thenApply(ours::found)
                .thenCompose(run -> isOurs(run)
                        ? goneOnWith(run)
                                .thenCompose(record -> record.isPresent()
                                        ? CompletableFuture.<Void>completedFuture(null)
                                        : deleted(run))
                        : CompletableFuture.<Void>completedFuture(null))
                .exceptionally(error -> {
                    boolean absent = ClusterException.in(error).isNotFound();
                    Duration patience = absent ? UNDER_WAY : PATIENCE;
                    if (time.nanoTime() - since < patience.toNanos()) {
                        time.after(PAUSE, () -> undo(since));
                    }
                    return null;
                });
    }

    /** The name was taken a moment ago. */
    private CompletableFuture<Signal> again(Throwable error) {
        there(false);
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
                                : again(ClusterException.notFound("the record is being deleted"));
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
