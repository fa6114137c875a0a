package dev.bellows.k8s.internal.executors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.executors.DriverReport.Share;
import dev.bellows.k8s.internal.executors.DriverReport.Stage;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.DriverSilent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * One driver's REST API, by way of the API server. Remembers what does not change: the conf, and what executors have done in stages that
 * are complete. One reading at a time.
 */
final class DriverRest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final ClusterPort cluster;
    private final String namespace;
    private final Driver driver;
    private final Executor aside;
    private final Map<StageTry, Map<Integer, Share>> complete = new HashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private CompletableFuture<AllocationFacts> conf = CompletableFuture.failedFuture(new IllegalStateException());

    DriverRest(ClusterPort cluster, String namespace, Driver driver, Executor aside) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.driver = driver;
        this.aside = aside;
    }

    Driver driver() {
        return driver;
    }

    /** How many calls have been made. */
    int calls() {
        return calls.get();
    }

    /** What the driver says now; fails with {@link DriverSilent}. */
    CompletableFuture<DriverReport> read() {
        if (conf.isCompletedExceptionally()) {
            conf = ask("environment").thenApply(told -> AllocationFacts.of(DriverAnswers.properties(told)));
        }
        return conf.thenCompose(this::report)
                .thenCompose(this::withShares)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(silent(error)));
    }

    /** The numbers of the jobs that run now. */
    CompletableFuture<Set<Integer>> running() {
        return ask("jobs?status=running")
                .thenApply(
                        told -> DriverAnswers.jobs(told).stream().map(Job::id).collect(Collectors.toSet()));
    }

    private CompletableFuture<DriverReport> report(AllocationFacts facts) {
        CompletableFuture<JsonNode> executors = ask("executors");
        CompletableFuture<JsonNode> jobs = ask("jobs");
        CompletableFuture<JsonNode> stages = ask("stages");
        // The list is cut off at 20 unless a length is said; more than 1,000 a driver does not remember.
        CompletableFuture<JsonNode> queries =
                unlessMissing(ask("sql?details=false&planDescription=false&offset=0&length=1000"));
        CompletableFuture<JsonNode> metrics = facts.dynamic()
                ? get("/metrics/json/").exceptionally(error -> MissingNode.getInstance())
                : CompletableFuture.completedFuture(MissingNode.getInstance());
        return CompletableFuture.allOf(executors, jobs, stages, queries, metrics)
                .thenApply(all -> new DriverReport(
                        facts,
                        DriverAnswers.executors(executors.join()),
                        DriverAnswers.jobs(jobs.join()),
                        DriverAnswers.stages(stages.join()),
                        DriverAnswers.queryJobs(queries.join()),
                        Map.of(),
                        DriverAnswers.gauge(metrics.join(), "numberTargetExecutors"),
                        DriverAnswers.gauge(metrics.join(), "numberMaxNeededExecutors"),
                        Optional.empty()));
    }

    /** Asks for each stage alone that matters, and without its tasks: all of them together may be hundreds of megabytes. */
    private CompletableFuture<DriverReport> withShares(DriverReport report) {
        List<StageTry> wanted = LiveShuffle.stages(report);
        complete.keySet().retainAll(wanted);
        Map<StageTry, Map<Integer, Share>> shares = new HashMap<>(complete);
        Set<StageTry> ended = new HashSet<>();
        report.stages().stream()
                .filter(stage -> stage.status().equals("COMPLETE"))
                .map(Stage::id)
                .forEach(ended::add);
        CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
        for (StageTry stage : wanted) {
            if (!complete.containsKey(stage)) {
                asked = asked.thenCompose(before -> ask(
                                "stages/" + stage.stage() + "/" + stage.attempt() + "?details=true&taskStatus=unknown"))
                        .thenAccept(told -> {
                            shares.put(stage, DriverAnswers.shares(told));
                            if (ended.contains(stage)) {
                                complete.put(stage, shares.get(stage));
                            }
                        });
            }
        }
        return asked.thenApply(all -> report.withShares(shares));
    }

    private CompletableFuture<JsonNode> ask(String what) {
        return get("/api/v1/applications/" + driver.application() + "/" + what);
    }

    private CompletableFuture<JsonNode> get(String path) {
        calls.incrementAndGet();
        return cluster.proxy(namespace, driver.pod(), driver.port(), PodRequest.get(path))
                .thenApplyAsync(DriverRest::json, aside);
    }

    /** A driver without Spark SQL has no queries; one that fails to tell of them may have some. */
    private static CompletableFuture<JsonNode> unlessMissing(CompletableFuture<JsonNode> answer) {
        return answer.exceptionallyCompose(error -> ClusterException.in(error).isNotFound()
                ? CompletableFuture.completedFuture(MissingNode.getInstance())
                : CompletableFuture.failedFuture(error));
    }

    private static JsonNode json(String body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree.isContainerNode()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // Not JSON, like what is no list and no object.
        }
        throw new DriverSilent(
                DriverSilence.NOT_SPARK,
                "what answers at the driver's address is not its REST API, but such as a proxy's page");
    }

    private DriverSilent silent(Throwable error) {
        if (error.getCause() instanceof DriverSilent silent) {
            return silent;
        }
        ClusterException problem = ClusterException.in(error);
        return switch (problem.code()) {
            case FORBIDDEN ->
                new DriverSilent(
                        DriverSilence.FORBIDDEN,
                        "the connection's account may not reach pods through the API server; RoleManifests.withExecutors() lets it");
            case NOT_FOUND ->
                new DriverSilent(
                        DriverSilence.NOT_SPARK, "what answers at the driver's address does not know the application");
            default ->
                new DriverSilent(
                        DriverSilence.NO_ANSWER,
                        "the driver did not answer on port " + driver.port() + ": " + problem.getMessage());
        };
    }
}
