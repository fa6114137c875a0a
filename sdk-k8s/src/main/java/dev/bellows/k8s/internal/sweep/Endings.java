package dev.bellows.k8s.internal.sweep;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.submit.RecordWriter;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Writes how runs ended that no process watched to their end. From then on nothing of them can start any more. */
final class Endings {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ClusterPort cluster;
    private final Supplier<Instant> clock;
    private final BiFunction<Pod, Integer, PodFacts> translation;

    /**
     * Writes ends of runs.
     *
     * @param clock the API server's time
     * @param translation what a driver pod of an attempt says
     */
    Endings(ClusterPort cluster, Supplier<Instant> clock, BiFunction<Pod, Integer, PodFacts> translation) {
        this.cluster = cluster;
        this.clock = clock;
        this.translation = translation;
    }

    /** Completes when the end stands in the record, or the record is gone; fails if the run goes on, or has ended otherwise. */
    CompletableFuture<Void> write(Unwatched end) {
        RunId run = end.run().id();
        return cluster.get(ObjectKind.CONFIG_MAP_METADATA, run.namespace(), run.runName())
                .thenCompose(record -> decided(end, record.getMetadata()))
                .exceptionallyCompose(error -> ClusterException.in(error).isNotFound()
                        ? DONE
                        : CompletableFuture.failedFuture(ClusterException.in(error)));
    }

    private CompletableFuture<Void> decided(Unwatched end, ObjectMeta record) {
        RecordFacts listed = end.run().record();
        RecordAnnotations now = RecordAnnotations.of(record);
        if (!listed.uid().equals(record.getUid())) {
            return DONE;
        }
        // Where a driver that was kept and its run both go, one of the two is the first to write it.
        if (end.at().isPresent() && now.finishedAt().equals(end.at())) {
            return DONE;
        }
        return listed.version().equals(record.getResourceVersion())
                ? withDriver(end).thenCompose(this::store)
                : goesOn();
    }

    /** A driver without its labels is in no list, and has its name. */
    private CompletableFuture<Unwatched> withDriver(Unwatched end) {
        RunId run = end.run().id();
        int attempt = end.run().record().attempt();
        String name = new AttemptId(run, attempt, "", "").driverPodName();
        return cluster.get(ObjectKind.PODS, run.namespace(), name)
                .thenApply(pod -> end.drivers().contains(pod.getMetadata().getUid())
                        ? Optional.of(end)
                        : Unwatched.byDriver(end.run(), translation.apply(pod, attempt), DriverEnd.of(pod)))
                .exceptionallyCompose(error -> ClusterException.in(error).isNotFound()
                        ? CompletableFuture.completedFuture(Optional.of(end))
                        : CompletableFuture.failedFuture(ClusterException.in(error)))
                .thenCompose(
                        known -> known.map(CompletableFuture::completedFuture).orElseGet(Endings::goesOn));
    }

    private CompletableFuture<Void> store(Unwatched end) {
        return new RecordWriter(cluster, end.run().id())
                .outcome(
                        end.run().record().uid(),
                        end.run().record().attempt(),
                        end.unfollowed(),
                        end.result(),
                        end.at().orElseGet(clock))
                .thenCompose(facts -> facts.outcome().isPresent() ? DONE : goesOn());
    }

    private static <T> CompletableFuture<T> goesOn() {
        return CompletableFuture.failedFuture(ClusterException.noAnswer("the run goes on, or has ended otherwise"));
    }
}
