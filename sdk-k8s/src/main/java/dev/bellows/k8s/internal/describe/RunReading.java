package dev.bellows.k8s.internal.describe;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.CompiledJob;
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
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what the cluster tells of one run: its record, its pods and further objects, and what was said of those that matter. */
public final class RunReading {
    static final int FORBIDDEN = 403;

    /** Of so many executors that wait it is read why. */
    private static final int WAITING_READ = 5;

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
        CompletableFuture<List<RunDescription.Event>> events = pods.thenCompose(this::events);
        CompletableFuture<ConfigMap> record = record();
        CompletableFuture<List<ObjectState>> further =
                record.thenCompose(map -> new FurtherObjects(cluster, run).of(attempt(map)));
        return record.thenCombine(pods, (map, found) -> described(map, found, summary))
                .thenCombine(further, RunReading::withObjects)
                .thenCombine(events, RunReading::withEvents);
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

    /** Of the newest driver, and of executors that wait; without the right to read them there are none. */
    private CompletableFuture<List<RunDescription.Event>> events(List<Pod> pods) {
        Stream<Pod> driver = pods.stream()
                .filter(pod -> SparkLabels.DRIVER.equals(label(pod, SparkLabels.ROLE)))
                .max(Comparator.comparingInt(RunReading::attempt))
                .stream();
        Stream<Pod> waiting = pods.stream()
                .filter(pod -> !SparkLabels.DRIVER.equals(label(pod, SparkLabels.ROLE)))
                .filter(pod -> pod.getStatus() != null
                        && "Pending".equals(pod.getStatus().getPhase()))
                .limit(WAITING_READ);
        List<CompletableFuture<List<RunDescription.Event>>> said =
                Stream.concat(driver, waiting).map(this::events).toList();
        return CompletableFuture.allOf(said.toArray(CompletableFuture[]::new))
                .thenApply(done -> said.stream()
                        .flatMap(each -> each.join().stream())
                        .sorted(Comparator.comparing(RunDescription.Event::at))
                        .toList());
    }

    private CompletableFuture<List<RunDescription.Event>> events(Pod pod) {
        return cluster.events(run.namespace(), pod.getMetadata().getUid())
                .thenApply(events -> PodEvents.of(pod.getMetadata().getName(), events))
                .exceptionallyCompose(error -> ClusterException.in(error).code() == FORBIDDEN
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(error));
    }

    /** What the newest attempt is made of; unknown if the job was written by another version. */
    private Optional<CompiledJob> attempt(ConfigMap map) {
        int newest = RecordAnnotations.of(map.getMetadata()).facts().attempt();
        return RecordedJob.in(map).map(job -> job.compile(new AttemptId(run, newest, "", "")));
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
                attempt(map).map(Parameters::footprint).orElse(List.of()),
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

    private static RunDescription withObjects(RunDescription run, List<ObjectState> further) {
        return new RunDescription(
                run.run(),
                run.ended(),
                run.options(),
                run.parameters(),
                run.attempts(),
                run.footprint(),
                Stream.concat(run.objects().stream(), further.stream()).toList(),
                run.events());
    }

    private static RunDescription withEvents(RunDescription run, List<RunDescription.Event> said) {
        return new RunDescription(
                run.run(),
                run.ended(),
                run.options(),
                run.parameters(),
                run.attempts(),
                run.footprint(),
                run.objects(),
                said);
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
