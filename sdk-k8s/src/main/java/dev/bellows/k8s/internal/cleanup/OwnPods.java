package dev.bellows.k8s.internal.cleanup;

import dev.bellows.compile.SparkLabels;
import dev.bellows.k8s.internal.pods.SparkContainer;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The pods of one run among all that have its labels: a later run of the same key has the same ones. */
final class OwnPods {
    private final ClusterPort cluster;
    private final RunId run;

    OwnPods(ClusterPort cluster, RunId run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** Deletes the executors; tells whether nothing of Spark runs any more. A pod whose Spark has ended may stay for its log. */
    CompletableFuture<Boolean> nothingRuns(String selector, Owners owners) {
        return cleared(selector, owners, pod -> !SparkContainer.hasEnded(pod));
    }

    /** Deletes the executors; tells whether no pod is left. */
    CompletableFuture<Boolean> noneLeft(String selector, Owners owners) {
        return cleared(selector, owners, pod -> true);
    }

    private CompletableFuture<Boolean> cleared(String selector, Owners owners, Predicate<Pod> inTheWay) {
        return cluster.list(ObjectKind.PODS, run.namespace(), selector)
                .thenCompose(listing -> among(listing.items(), owners))
                .thenCompose(own -> CompletableFuture.allOf(own.stream()
                                .filter(pod -> SparkLabels.EXECUTOR.equals(label(pod, SparkLabels.ROLE)))
                                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                                .map(pod -> label(pod, SparkLabels.APP_ID))
                                .distinct()
                                .map(application -> deleteExecutors(selector, application))
                                .toArray(CompletableFuture<?>[]::new))
                        .thenApply(deleted -> own.stream().noneMatch(inTheWay)));
    }

    /** All at once, and no other driver's: an application id is random. */
    private CompletableFuture<Void> deleteExecutors(String selector, String application) {
        String executors = selector + "," + SparkLabels.ROLE + "=" + SparkLabels.EXECUTOR + "," + SparkLabels.APP_ID
                + "=" + application;
        return cluster.deleteAll(ObjectKind.PODS, run.namespace(), executors, DeleteMode.BACKGROUND);
    }

    private static String label(HasMetadata object, String key) {
        return object.getMetadata().getLabels().getOrDefault(key, "");
    }

    /**
     * Of pods that were read those of this run. Those of a driver that was never recorded are known by the record: as long as it stands, no
     * later run of its key has begun.
     */
    CompletableFuture<List<Pod>> among(List<Pod> pods, Owners owners) {
        List<Pod> known = owners.among(pods);
        return known.size() == pods.size() || owners.record().isEmpty()
                ? CompletableFuture.completedFuture(known)
                : isGone(
                                ObjectKind.CONFIG_MAP_METADATA,
                                run.runName(),
                                owners.record().get())
                        .thenApply(gone -> gone ? known : pods);
    }

    /** Whether an object is gone; another one of its name may be there. */
    CompletableFuture<Boolean> isGone(ObjectKind<? extends HasMetadata> kind, String name, String uid) {
        return cluster.get(kind, run.namespace(), name).handle((object, error) -> {
            if (error == null) {
                return !uid.equals(object.getMetadata().getUid());
            }
            ClusterException problem = ClusterException.in(error);
            if (problem.isNotFound()) {
                return true;
            }
            throw problem;
        });
    }
}
