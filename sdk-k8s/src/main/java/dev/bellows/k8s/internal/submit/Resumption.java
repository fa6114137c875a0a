package dev.bellows.k8s.internal.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What any process can do for a run whose record stands: find it, and create what its attempt lacks, as it stands there. */
public final class Resumption {
    /** How long objects that are being deleted are waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration DOUBT = Duration.ofSeconds(5);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final Told told;
    private final Unanswered unanswered = new Unanswered();

    /** The resumption of a run. */
    public Resumption(ClusterPort cluster, TimeSource time, RunId run, Told told) {
        this.cluster = cluster;
        this.time = time;
        this.run = run;
        this.told = told;
    }

    /** Reads the record, or writes that of a driver which came before it; completes with Found, NotFound or Refused. */
    public CompletableFuture<Signal> find() {
        return look().thenCompose(first -> first instanceof Signal.NotFound
                ? pause().thenCompose(waited -> look())
                : CompletableFuture.completedFuture(first));
    }

    /** A server may lag behind: that nothing is there counts when it is said twice. */
    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        time.after(DOUBT, () -> waited.complete(null));
        return waited;
    }

    private CompletableFuture<Signal> look() {
        return cluster.get(ObjectKind.CONFIG_MAP_METADATA, run.namespace(), run.runName())
                .thenApply(record -> found(RecordAnnotations.of(record.getMetadata())))
                .exceptionallyCompose(error ->
                        ClusterException.in(error).isNotFound() ? findDriver() : CompletableFuture.failedFuture(error))
                .exceptionally(error -> {
                    Refusal refusal = Refusal.in(error);
                    return new Signal.Refused(refusal.kind(), refusal.reason(), Optional.empty());
                });
    }

    /** In layout COMPACT a process may have ended between driver and record. */
    private CompletableFuture<Signal> findDriver() {
        String name = new AttemptId(run, 1, "", "").driverPodName();
        return cluster.get(ObjectKind.PODS, run.namespace(), name)
                .thenCompose(pod -> record(CompactRun.of(pod)))
                .exceptionallyCompose(error -> ClusterException.in(error).isNotFound()
                        ? CompletableFuture.completedFuture(new Signal.NotFound())
                        : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<Signal> record(CompactRun driver) {
        boolean deleting = driver.driver().getMetadata().getDeletionTimestamp() != null;
        if (deleting || driver.runId().filter(run::equals).isEmpty()) {
            return CompletableFuture.completedFuture(new Signal.NotFound());
        }
        return cluster.create(
                        ObjectKind.CONFIG_MAPS, run.namespace(), driver.record().map())
                .thenApply(record -> found(RecordAnnotations.of(record.getMetadata())))
                .exceptionallyCompose(error ->
                        ClusterException.in(error).isConflict() ? look() : CompletableFuture.failedFuture(error));
    }

    private Signal found(RecordAnnotations record) {
        return record.runId().filter(run::equals).isPresent()
                ? new Signal.Found(record.facts())
                : new Signal.NotFound();
    }

    /** Why no attempt can follow this one. */
    public static Signal advanceRefused(int attempt, ClusterException problem) {
        Refusal refusal = RecordWriter.isInvalidJob(problem)
                ? Refusal.invalid(String.valueOf(problem.getMessage()))
                : Refusal.of(problem);
        return new Signal.AdvanceRefused(attempt, refusal.kind(), refusal.reason());
    }

    /**
     * Creates the attempt that the record is at; completes with Accepted, DriverVanished, RecordSeen or AttemptRefused.
     *
     * @param wanted whether the attempt is still to be made: it may have ended while an answer was on its way
     */
    public CompletableFuture<Signal> create(RecordFacts known, BooleanSupplier wanted) {
        long end = time.nanoTime() + PATIENCE.toNanos();
        AttemptObjects objects = new AttemptObjects(
                cluster,
                time,
                run.namespace(),
                () -> !wanted.getAsBoolean() || time.nanoTime() - end > 0,
                told,
                unanswered);
        return cluster.get(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName())
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(doubted(ClusterException.in(error))))
                .thenApply(RunRecord::of)
                .thenCompose(record -> create(objects, record, known, wanted))
                .exceptionally(error -> {
                    Refusal refusal = Refusal.in(error);
                    return new Signal.AttemptRefused(known.attempt(), refusal.kind(), refusal.reason());
                });
    }

    /** Whether an attempt's driver is known to have been made by a POST without an answer. */
    public boolean isMade(int attempt) {
        return unanswered.isMade(attempt);
    }

    /** A record that was known may be missing only on a server that lags behind; the watch tells when it is gone. */
    private static ClusterException doubted(ClusterException problem) {
        return problem.isNotFound() ? ClusterException.noAnswer(String.valueOf(problem.getMessage())) : problem;
    }

    private static CompletableFuture<Signal> create(
            AttemptObjects objects, RunRecord record, RecordFacts known, BooleanSupplier wanted) {
        RecordFacts facts = record.facts();
        boolean unchanged = wanted.getAsBoolean()
                && facts.uid().equals(known.uid())
                && facts.attempt() == known.attempt()
                && !facts.hasEnded(known.attempt())
                && facts.outcome().isEmpty()
                && facts.driverUid().isEmpty();
        return unchanged
                ? objects.create(record)
                        .thenApply(driver -> driver.<Signal>map(
                                        there -> new Signal.Accepted(facts, there.uid(), !there.made()))
                                .orElseGet(() -> new Signal.DriverVanished(facts)))
                : CompletableFuture.completedFuture(new Signal.RecordSeen(facts));
    }
}
