package dev.bellows.k8s.internal.sweep;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.SparkLabels;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SweepReport.Leftover;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the facts of a sweep: three LISTs, however many runs there are, and three more if spark-submit's objects are asked for. */
final class SweepListing {
    private static final String FOREIGN =
            SparkLabels.APP_ID + "," + BellowsLabels.MANAGED_BY + "!=" + BellowsLabels.MANAGER;

    private final ClusterPort cluster;
    private final String namespace;
    private final String ours;
    private final BiFunction<Pod, Integer, PodFacts> translation;

    SweepListing(ClusterPort cluster, String namespace, String client, BiFunction<Pod, Integer, PodFacts> translation) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.translation = translation;
        this.ours = BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "=" + client;
    }

    CompletableFuture<SweepFacts> read(boolean withOrphans) {
        CompletableFuture<List<Pod>> drivers = pods(SparkLabels.DRIVER);
        CompletableFuture<Set<String>> executorOwners = metadata(
                        ObjectKind.POD_METADATA, ours + "," + SparkLabels.ROLE + "=" + SparkLabels.EXECUTOR)
                .thenApply(executors -> executors.stream()
                        .flatMap(executor -> executor.getMetadata().getOwnerReferences().stream())
                        .map(OwnerReference::getUid)
                        .collect(Collectors.toSet()));
        CompletableFuture<List<SweepFacts.Orphan>> orphans =
                withOrphans ? orphans() : CompletableFuture.completedFuture(List.of());
        return metadata(ObjectKind.CONFIG_MAP_METADATA, ours)
                .thenCombine(drivers, this::facts)
                .thenCombine(executorOwners, SweepFacts::withExecutorOwners)
                .thenCombine(orphans, SweepFacts::withOrphans);
    }

    private SweepFacts facts(List<PartialObjectMetadata> records, List<Pod> drivers) {
        List<SweepFacts.Run> runs = new ArrayList<>();
        List<Leftover> unread = new ArrayList<>();
        for (PartialObjectMetadata record : records) {
            RecordAnnotations annotations = RecordAnnotations.of(record.getMetadata());
            try {
                // A copy under another name is nobody's record.
                annotations
                        .runId()
                        .filter(id -> id.runName().equals(record.getMetadata().getName()))
                        .ifPresent(
                                id -> runs.add(new SweepFacts.Run(id, annotations.facts(), annotations.finishedAt())));
            } catch (IllegalArgumentException e) {
                unread.add(new Leftover(record.getMetadata().getName(), String.valueOf(e.getMessage())));
            }
        }
        return new SweepFacts(runs, unread, drivers.stream().map(this::driver).toList(), Set.of(), List.of());
    }

    private SweepFacts.Driver driver(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        String attempt = labels.getOrDefault(BellowsLabels.ATTEMPT, "");
        return new SweepFacts.Driver(
                labels.getOrDefault(BellowsLabels.RUN, ""),
                translation.apply(pod, attempt.matches("\\d{1,9}") ? Integer.parseInt(attempt) : 0),
                labels.getOrDefault(SparkLabels.APP_ID, ""),
                DriverEnd.of(pod),
                options(pod.getMetadata()));
    }

    /** Those of a run in layout COMPACT: what cannot be read makes up no run. */
    private static Optional<RunOptions> options(ObjectMeta driver) {
        RecordAnnotations annotations = RecordAnnotations.of(driver);
        try {
            return annotations.runId().map(id -> annotations.facts().options());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private CompletableFuture<List<SweepFacts.Orphan>> orphans() {
        CompletableFuture<Stream<SweepFacts.Orphan>> services = foreign(ObjectKind.SERVICE_METADATA, true);
        CompletableFuture<Stream<SweepFacts.Orphan>> maps = foreign(ObjectKind.CONFIG_MAP_METADATA, false);
        return services.thenCombine(maps, Stream::concat).thenApply(Stream::toList);
    }

    private CompletableFuture<Stream<SweepFacts.Orphan>> foreign(
            ObjectKind<PartialObjectMetadata> kind, boolean service) {
        // The objects first: an application that begins after that cannot be missed among the pods.
        return metadata(kind, FOREIGN)
                .thenCompose(objects -> applications()
                        .thenApply(alive -> objects.stream()
                                .filter(object -> object.getMetadata()
                                        .getOwnerReferences()
                                        .isEmpty())
                                .filter(object -> !alive.contains(application(object)))
                                .map(object -> orphan(object.getMetadata(), service))));
    }

    private static SweepFacts.Orphan orphan(ObjectMeta metadata, boolean service) {
        return new SweepFacts.Orphan(
                service, metadata.getName(), metadata.getUid(), Instant.parse(metadata.getCreationTimestamp()));
    }

    private CompletableFuture<Set<String>> applications() {
        return metadata(ObjectKind.POD_METADATA, SparkLabels.APP_ID)
                .thenApply(pods -> pods.stream().map(SweepListing::application).collect(Collectors.toSet()));
    }

    private static String application(PartialObjectMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map((Map<String, String> labels) -> labels.getOrDefault(SparkLabels.APP_ID, ""))
                .orElse("");
    }

    private CompletableFuture<List<Pod>> pods(String role) {
        return cluster.list(ObjectKind.PODS, namespace, ours + "," + SparkLabels.ROLE + "=" + role)
                .thenApply(ClusterPort.Listing::items);
    }

    private CompletableFuture<List<PartialObjectMetadata>> metadata(
            ObjectKind<PartialObjectMetadata> kind, String selector) {
        return cluster.list(kind, namespace, selector).thenApply(ClusterPort.Listing::items);
    }
}
