package dev.bellows.k8s.internal.sweep;

import dev.bellows.k8s.internal.pods.SparkContainer;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** When a driver pod's Spark container ended. Pure. */
final class DriverEnd {
    private DriverEnd() {}

    static Optional<Instant> of(Pod pod) {
        Optional<Instant> exit = SparkContainer.end(pod)
                .map(ContainerStateTerminated::getFinishedAt)
                .map(Instant::parse);
        // A pod that was evicted may end without a word about its containers.
        return SparkContainer.isOver(pod) ? exit.or(() -> lastChange(pod)) : exit;
    }

    private static Optional<Instant> lastChange(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Instant::compareTo);
    }
}
