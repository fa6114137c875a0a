package dev.bellows.k8s.internal.describe;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.CompiledJob;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunDescription.ObjectState;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What a run has beside its record and its pods: asked for by name, because a submitter need not be allowed to list it. */
final class FurtherObjects {
    private final ClusterPort cluster;
    private final RunId run;

    FurtherObjects(ClusterPort cluster, RunId run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** Those that there are of what the newest attempt is made of, and the payloads of attempts. */
    CompletableFuture<List<ObjectState>> of(Optional<CompiledJob> attempt) {
        List<CompletableFuture<List<ObjectState>>> found = new ArrayList<>();
        found.add(payloads());
        attempt.stream()
                .flatMap(job -> Stream.concat(job.service().stream(), job.extras().stream()))
                .forEach(object -> found.add(present(object)));
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        found.stream().flatMap(one -> one.join().stream()).toList());
    }

    private CompletableFuture<List<ObjectState>> payloads() {
        String selector = BellowsLabels.RUN + "=" + run.runName();
        return cluster.list(ObjectKind.CONFIG_MAP_METADATA, run.namespace(), selector)
                .thenApply(maps -> maps.items().stream()
                        .map(HasMetadata::getMetadata)
                        .filter(map -> !map.getName().equals(run.runName()))
                        .map(map -> state("ConfigMap", map))
                        .toList())
                .exceptionallyCompose(FurtherObjects::unseen);
    }

    private CompletableFuture<List<ObjectState>> present(HasMetadata object) {
        return cluster.get(
                        ObjectKind.of(object),
                        run.namespace(),
                        object.getMetadata().getName())
                .thenApply(found -> List.of(state(object.getKind(), found.getMetadata())))
                .exceptionallyCompose(FurtherObjects::unseen);
    }

    private static ObjectState state(String kind, ObjectMeta object) {
        return new ObjectState(
                kind, object.getName(), object.getDeletionTimestamp() == null ? "there" : "being deleted");
    }

    /** What is not there, or may not be looked at, is no reason to tell nothing. */
    private static CompletableFuture<List<ObjectState>> unseen(Throwable error) {
        ClusterException problem = ClusterException.in(error);
        return problem.isNotFound() || problem.code() == RunReading.FORBIDDEN
                ? CompletableFuture.completedFuture(List.of())
                : CompletableFuture.failedFuture(error);
    }
}
