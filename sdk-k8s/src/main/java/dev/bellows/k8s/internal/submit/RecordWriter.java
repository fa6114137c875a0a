package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompactLayout;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes a run's decisions into its record: merge patches that name the record's UID and the version they were decided on. Where another
 * process was faster the record is read again and the decision made anew; what stands counts. A record of the same name that is another
 * run's is never touched.
 */
public final class RecordWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Where a submission is named that may run, when none may any more. */
    private static final String NOBODY = "ended";

    private static final int UNPROCESSABLE = 422;
    private static final String INVALID_JOB = "InvalidJob";

    /** How often a decision is made anew at once because another process was faster. */
    private static final int TURNS = 3;

    private final ClusterPort cluster;
    private final RunId run;

    /** A writer for a run's record. */
    public RecordWriter(ClusterPort cluster, RunId run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** Notes the driver's UID: from now on an absent driver has been there, and is not created again. */
    public CompletableFuture<RecordFacts> driverSeen(RecordFacts known, String driverUid) {
        Rule rule = facts -> facts.attempt() != known.attempt()
                        || facts.driverUid().isPresent()
                        || facts.hasEnded(facts.attempt())
                        || facts.outcome().isPresent()
                ? Optional.empty()
                : Optional.of(annotation(RecordAnnotations.DRIVER_UID, driverUid));
        return patched(known, rule)
                .exceptionallyCompose(error -> ClusterException.in(error).isConflict()
                        ? decide(known.uid(), rule)
                        : CompletableFuture.failedFuture(error));
    }

    /** Notes that the run is cancelled, so that every process that watches it judges the driver's end alike. */
    public CompletableFuture<RecordFacts> cancelled(String recordUid) {
        return decide(
                recordUid,
                facts -> facts.cancelled() || facts.outcome().isPresent()
                        ? Optional.empty()
                        : Optional.of(annotation(RecordAnnotations.CANCELLED, "true")));
    }

    /** Notes why the submission was refused, unless another process has begun the run: then it is not this one's to take back. */
    public CompletableFuture<RecordFacts> takenBack(Action.RollBack action, Instant now) {
        return decide(
                action.recordUid(),
                facts -> facts.isGoneOnWith(action.driverUid())
                                || facts.isCalledOff()
                                || facts.outcome().isPresent()
                        ? Optional.empty()
                        : Optional.of(outcome(facts, action.result(), now)));
    }

    /** Writes how an attempt ended that another one is to follow, and takes the payload out from under a driver that comes late. */
    public CompletableFuture<RecordFacts> attemptEnded(String recordUid, AttemptResult end) {
        return decide(recordUid, facts -> {
            if (isDecided(facts, end.number()) || facts.isCalledOff()) {
                return Optional.empty();
            }
            ObjectNode patch = annotation(RecordAnnotations.ended(end.number()), Outcomes.write(end));
            JobChanges.outdated(facts.ended(), end)
                    .forEach(old -> patch.withObject("/metadata/annotations").putNull(RecordAnnotations.ended(old)));
            fence(patch, facts, end.number());
            return Optional.of(patch);
        });
    }

    /**
     * Writes the run's result and gives up its last payload, unless a result stands there: then that one counts.
     *
     * @param attempt the attempt whose end it is; 0 for one that ends the run whatever attempt there is
     * @param unfollowed whether the attempt's end stands already, and only a next attempt would speak against the result
     * @param now the API server's time, from which the record's age counts
     */
    public CompletableFuture<RecordFacts> outcome(
            String recordUid, int attempt, boolean unfollowed, RunResult result, Instant now) {
        return decide(recordUid, facts -> {
            boolean decided = unfollowed ? facts.attempt() != attempt : isDecided(facts, attempt);
            if (facts.outcome().isPresent() || (attempt > 0 && decided)) {
                return Optional.empty();
            }
            return Optional.of(outcome(facts, result, now));
        });
    }

    private ObjectNode outcome(RecordFacts facts, RunResult result, Instant now) {
        ObjectNode patch = annotation(RecordAnnotations.OUTCOME, Outcomes.write(result));
        patch.withObject("/metadata/annotations").put(RecordAnnotations.FINISHED_AT, now.toString());
        fence(patch, facts, facts.attempt()).putNull("binaryData");
        return patch;
    }

    /**
     * Writes the next attempt, with all that is needed to create it.
     *
     * @param number the next attempt
     * @param appId its application id
     * @param now the API server's time
     * @param pause how long it is to wait
     */
    public CompletableFuture<RecordFacts> advance(
            String recordUid, int number, String appId, Instant now, Duration pause) {
        return deciding(() -> cluster.get(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName())
                .thenCompose(map -> write(RunRecord.of(map).facts(), recordUid, facts -> {
                    if (facts.attempt() != number - 1
                            || !facts.hasEnded(number - 1)
                            || facts.outcome().isPresent()
                            || facts.isCalledOff()) {
                        return Optional.empty();
                    }
                    Optional<Duration> left = facts.options()
                            .deadline()
                            .map(limit -> Duration.between(now, facts.created().plus(limit)));
                    RunRecord record = RunRecord.of(map);
                    SparkJob job = nextJob(record);
                    Map<String, String> changes = record.ofAttempt(job, number, appId, left);
                    ObjectNode patch = annotation(RecordAnnotations.ATTEMPT, Integer.toString(number));
                    patch.withObject("/metadata/annotations")
                            .put(RecordAnnotations.NOT_BEFORE, now.plus(pause).toString())
                            .put(RecordAnnotations.SIZES, Outcomes.json(JobChanges.sizes(job)))
                            .putNull(RecordAnnotations.DRIVER_UID);
                    ObjectNode data = patch.putObject("data");
                    record.keysBefore(number).forEach(data::putNull);
                    changes.forEach(data::put);
                    return Optional.of(patch);
                })));
    }

    private static SparkJob nextJob(RunRecord record) {
        try {
            return record.nextJob();
        } catch (InvalidJob invalid) {
            // Another version wrote it, or somebody edited it: no second try helps.
            throw new ClusterException(
                    UNPROCESSABLE, INVALID_JOB, String.valueOf(invalid.getMessage()), List.of(), Optional.empty());
        }
    }

    /** Whether the checks refuse the job in the record. */
    static boolean isInvalidJob(ClusterException problem) {
        return problem.reason().equals(INVALID_JOB);
    }

    /** Whether an attempt is over as far as the record knows. */
    private static boolean isDecided(RecordFacts facts, int attempt) {
        return facts.outcome().isPresent() || facts.attempt() != attempt || facts.hasEnded(attempt);
    }

    /** Without its properties a driver never starts; where there is no record any more there is nothing to start from either. */
    private ObjectNode fence(ObjectNode patch, RecordFacts facts, int attempt) {
        ObjectNode data = patch.putObject("data");
        if (facts.options().layout() == Layout.COMPACT) {
            data.put(CompactLayout.SUBMISSION_KEY, NOBODY);
        } else {
            AttemptId ended = new AttemptId(run, attempt, "", "");
            data.putNull(ended.propertiesKey()).putNull(ended.templateKey());
        }
        return patch;
    }

    private CompletableFuture<RecordFacts> decide(String recordUid, Rule rule) {
        return deciding(() -> cluster.get(ObjectKind.CONFIG_MAP_METADATA, run.namespace(), run.runName())
                .thenCompose(record ->
                        write(RecordAnnotations.of(record.getMetadata()).facts(), recordUid, rule)));
    }

    private CompletableFuture<RecordFacts> deciding(Supplier<CompletableFuture<RecordFacts>> decision) {
        return deciding(decision, TURNS);
    }

    private static CompletableFuture<RecordFacts> deciding(
            Supplier<CompletableFuture<RecordFacts>> decision, int turns) {
        return decision.get()
                .exceptionallyCompose(error -> ClusterException.in(error).isConflict() && turns > 1
                        ? deciding(decision, turns - 1)
                        : CompletableFuture.failedFuture(passing(error)));
    }

    /** A record that is always another one than was read is read too late: that may pass. */
    private static ClusterException passing(Throwable error) {
        ClusterException problem = ClusterException.in(error);
        return problem.isConflict()
                ? ClusterException.noAnswer("the record has been modified: " + problem.getMessage())
                : problem;
    }

    private CompletableFuture<RecordFacts> write(RecordFacts facts, String recordUid, Rule rule) {
        if (!recordUid.equals(facts.uid())) {
            return CompletableFuture.failedFuture(
                    ClusterException.notFound("record " + run.runName() + " is another run's by now"));
        }
        return patched(facts, rule);
    }

    private CompletableFuture<RecordFacts> patched(RecordFacts facts, Rule rule) {
        Optional<ObjectNode> patch = rule.apply(facts);
        if (patch.isEmpty()) {
            return CompletableFuture.completedFuture(facts);
        }
        patch.get().withObject("/metadata").put("uid", facts.uid()).put("resourceVersion", facts.version());
        return cluster.patch(ObjectKind.CONFIG_MAP_METADATA, run.namespace(), run.runName(), patch.get())
                .thenApply(record -> RecordAnnotations.of(record.getMetadata()).facts());
    }

    private static ObjectNode annotation(String key, String value) {
        ObjectNode patch = JSON.objectNode();
        patch.putObject("metadata").putObject("annotations").put(key, value);
        return patch;
    }

    /** What is to be written on what stands, or nothing. */
    private interface Rule extends Function<RecordFacts, Optional<ObjectNode>> {}
}
