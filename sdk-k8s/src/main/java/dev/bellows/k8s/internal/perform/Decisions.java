package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.internal.submit.RecordWriter;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.internal.supervise.Series;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a run's decisions into its record. What the API server does not take at once is sent again for a while: a decision counts when it stands. */
final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    /** An API server may be away for ten minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** A driver that is to go does not run on for much longer because nothing can be written. */
    private static final Duration NOTING = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** What a try and the pause before it cost of the patience at most: a process that stood still has not tried. */
    private static final Duration MOST_A_TRY = Duration.ofMinutes(1);

    private final Surroundings world;
    private final RunId run;
    private final RecordWriter record;

    Decisions(Surroundings world, RunId run) {
        this.world = world;
        this.run = run;
        this.record = new RecordWriter(world.cluster(), run);
    }

    CompletableFuture<Signal> driverSeen(Action.RecordDriver action) {
        return standing(
                        "the driver's UID",
                        PATIENCE,
                        facts -> facts.attempt() >= action.record().attempt(),
                        () -> record.driverSeen(action.record(), action.driverUid()))
                .thenApply(Signal.RecordSeen::new);
    }

    CompletableFuture<RecordFacts> cancelled(String recordUid) {
        return standing(
                "the cancellation",
                NOTING,
                facts -> facts.isCalledOff() || facts.outcome().isPresent(),
                () -> record.cancelled(recordUid));
    }

    /** Whether a run that was refused is known to be this process's alone; what cannot be written or read may be another one's. */
    CompletableFuture<Boolean> takenBack(Action.RollBack action) {
        return standing(
                        "that the submission was refused",
                        PATIENCE,
                        facts -> facts.isGoneOnWith(action.driverUid())
                                || facts.isCalledOff()
                                || facts.outcome().isPresent(),
                        () -> record.takenBack(action, world.clock().now()))
                .handle((facts, error) -> error == null
                        ? facts.isCalledOff() || !facts.isGoneOnWith(action.driverUid())
                        : ClusterException.in(error).isNotFound());
    }

    CompletableFuture<Signal> attemptEnded(Action.EndAttempt action) {
        AttemptResult end = action.end();
        RunResult otherwise = new RunResult(
                run, RunStatus.FAILED, end.number(), Optional.of(end.failure()), end.timings(), List.of());
        return written(
                "the end of attempt " + end.number(),
                otherwise,
                action.recordUid(),
                facts -> facts.attempt() > end.number()
                        || facts.hasEnded(end.number())
                        || facts.outcome().isPresent()
                        || facts.isCalledOff(),
                () -> record.attemptEnded(action.recordUid(), end));
    }

    CompletableFuture<Signal> outcome(Action.StoreOutcome action) {
        return written(
                "the outcome",
                action.result(),
                action.recordUid(),
                facts -> facts.outcome().isPresent()
                        || facts.attempt() > action.attempt()
                        || (facts.hasEnded(action.attempt()) && !action.unfollowed()),
                () -> record.outcome(
                        action.recordUid(),
                        action.attempt(),
                        action.unfollowed(),
                        action.result(),
                        world.clock().now()));
    }

    CompletableFuture<Signal> advance(Action.Advance action, RunOptions options) {
        Retry retry = options.retry();
        RecordFacts facts = action.record();
        Duration pause = Pauses.spread(
                retry.pauseAfter(Series.of(facts.ended(), retry).failures()),
                world.time().random());
        String appId = Submitter.newAppId(world.time().random());
        return standing(
                        "attempt " + action.next(),
                        PATIENCE,
                        now -> now.attempt() >= action.next() || now.outcome().isPresent() || now.isCalledOff(),
                        () -> record.advance(
                                facts.uid(), action.next(), appId, world.clock().now(), pause))
                .thenApply(Signal.RecordSeen::new);
    }

    private CompletableFuture<Signal> written(
            String what,
            RunResult otherwise,
            String recordUid,
            Predicate<RecordFacts> stands,
            Supplier<CompletableFuture<RecordFacts>> decision) {
        return standing(what, PATIENCE, stands, decision)
                .<Signal>thenApply(Signal.RecordSeen::new)
                .exceptionally(error -> ClusterException.in(error).isNotFound()
                        ? new Signal.RecordLost(recordUid)
                        : new Signal.NotStored(otherwise));
    }

    private CompletableFuture<RecordFacts> standing(
            String what,
            Duration patience,
            Predicate<RecordFacts> stands,
            Supplier<CompletableFuture<RecordFacts>> decision) {
        CompletableFuture<RecordFacts> result = new CompletableFuture<>();
        // What was read from a server that lags behind is not what stands.
        Supplier<CompletableFuture<RecordFacts>> checked = () -> decision.get()
                .thenCompose(facts -> stands.test(facts)
                        ? CompletableFuture.completedFuture(facts)
                        : CompletableFuture.failedFuture(ClusterException.noAnswer("the record is an older one")));
        tried(what, checked, true, patience.toNanos(), world.time().nanoTime(), result);
        return result;
    }

    private void tried(
            String what,
            Supplier<CompletableFuture<RecordFacts>> decision,
            boolean first,
            long patience,
            long since,
            CompletableFuture<RecordFacts> result) {
        decision.get().whenComplete((facts, error) -> {
            if (error == null) {
                result.complete(facts);
                return;
            }
            ClusterException problem = ClusterException.in(error);
            Duration pause = Pauses.spread(PAUSE, world.time().random());
            long now = world.time().nanoTime();
            long left = patience - Math.min(now - since, MOST_A_TRY.toNanos());
            boolean late = left <= pause.toNanos();
            // Tokens are renewed and rights are given back; that a record is gone is believed when it is said twice.
            boolean passing = problem.isPassing() || problem.isDenied() || (first && problem.isNotFound());
            if (!late && passing) {
                LOG.debug("run {}: {} could not be recorded, trying again: {}", run, what, problem.getMessage());
                world.time().after(pause, () -> tried(what, decision, !problem.isNotFound(), left, now, result));
            } else {
                LOG.warn("run {}: {} could not be recorded: {}", run, what, problem.getMessage());
                result.completeExceptionally(problem);
            }
        });
    }
}
