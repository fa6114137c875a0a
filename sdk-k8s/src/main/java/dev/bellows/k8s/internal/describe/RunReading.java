package dev.bellows.k8s.internal.describe;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.SparkLabels;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.submit.RecordedJob;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunDescription;
import dev.bellows.run.RunDescription.Attempt;
import dev.bellows.run.RunDescription.ObjectState;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.RunSummary;
import dev.bellows.run.Timings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Reads what the cluster tells of one run: its record, its pods, and the events of its newest driver. */
public final class RunReading {
    private static final int FORBIDDEN = 403;

    private final ClusterPort cluster;
    private final RunId run;

    /** The reading of a run. */
    public RunReading(ClusterPort cluster, RunId run) {
        this.cluster = cluster;
        this.run = run;
    }

    /**
     * Reads and describes.
     *
     * @param summary where a run stands, by its record
     */
    public CompletableFuture<RunDescription> describe(Function<RecordFacts, RunSummary> summary) {
        String selector = BellowsLabels.RUN + "=" + run.runName();
        CompletableFuture<List<Pod>> pods =
                cluster.list(ObjectKind.PODS, run.namespace(), selector).thenApply(ClusterPort.Listing::items);
        CompletableFuture<List<Event>> events = pods.thenCompose(this::events);
        return record().thenCombine(pods, (record, found) -> described(record, found, summary))
                .thenCombine(events, (description, said) -> withEvents(description, said));
    }

    private CompletableFuture<ConfigMap> record() {
        return cluster.get(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName())
                .thenApply(map -> {
                    if (RecordAnnotations.of(map.getMetadata())
                            .runId()
                            .filter(run::equals)
                            .isEmpty()) {
                        throw ClusterException.notFound("there is no record of run " + run);
                    }
                    return map;
                });
    }

    /** Of the newest driver; without the right to read them there are none. */
    private CompletableFuture<List<Event>> events(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> SparkLabels.DRIVER.equals(label(pod, SparkLabels.ROLE)))
                .max(Comparator.comparingInt(RunReading::attempt))
                .map(driver ->
                        cluster.events(run.namespace(), driver.getMetadata().getUid()))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()))
                .exceptionallyCompose(error -> ClusterException.in(error).code() == FORBIDDEN
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(error));
    }

    private RunDescription described(ConfigMap map, List<Pod> pods, Function<RecordFacts, RunSummary> summary) {
        RecordAnnotations record = RecordAnnotations.of(map.getMetadata());
        RecordFacts facts = record.facts();
        Optional<SparkJob> job = RecordedJob.in(map);
        List<ObjectState> objects = new ArrayList<>();
        objects.add(new ObjectState(
                "ConfigMap", map.getMetadata().getName(), facts.deleting() ? "record, being deleted" : "record"));
        pods.forEach(pod -> objects.add(new ObjectState("Pod", pod.getMetadata().getName(), PodState.of(pod))));
        return new RunDescription(
                summary.apply(facts),
                record.finishedAt(),
                facts.options(),
                job.map(Parameters::of).orElseGet(Parameters::none),
                attempts(facts),
                job.map(set -> Parameters.footprint(set.compile(new AttemptId(run, facts.attempt(), "", ""))))
                        .orElse(List.of()),
                objects,
                List.of());
    }

    private static List<Attempt> attempts(RecordFacts facts) {
        List<Attempt> attempts = new ArrayList<>();
        for (AttemptResult end : facts.ended()) {
            attempts.add(new Attempt(end.number(), RunStatus.FAILED, Optional.of(end.failure()), end.timings()));
        }
        Optional<RunResult> outcome = facts.outcome();
        if (!facts.hasEnded(facts.attempt())) {
            attempts.add(new Attempt(
                    facts.attempt(),
                    outcome.map(RunResult::status).orElse(RunStatus.ACTIVE),
                    outcome.flatMap(RunResult::failure),
                    outcome.map(RunResult::timings).orElse(Timings.NONE)));
        }
        return attempts;
    }

    private static RunDescription withEvents(RunDescription run, List<Event> said) {
        return new RunDescription(
                run.run(),
                run.ended(),
                run.options(),
                run.parameters(),
                run.attempts(),
                run.footprint(),
                run.objects(),
                DriverEvents.of(said));
    }

    private static int attempt(Pod pod) {
        String number = label(pod, BellowsLabels.ATTEMPT);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    private static String label(Pod pod, String key) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map((Map<String, String> labels) -> labels.getOrDefault(key, ""))
                .orElse("");
    }
}
