package dev.bellows.k8s.internal.sweep;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** When a driver pod's Spark container ended. Pure. */
final class DriverEnd {
    private static final String CONTAINER = "spark-kubernetes-driver";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private DriverEnd() {}

    static Optional<Instant> of(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return Optional.empty();
        }
        Optional<Instant> exit = status.getContainerStatuses().stream()
                .filter(container -> CONTAINER.equals(container.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .map(ContainerStateTerminated::getFinishedAt)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .findFirst();
        // A pod that was evicted may end without a word about its containers.
        return ENDED.contains(Objects.requireNonNullElse(status.getPhase(), ""))
                ? exit.or(() -> lastChange(status))
                : exit;
    }

    private static Optional<Instant> lastChange(PodStatus status) {
        return status.getConditions().stream()
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Instant::compareTo);
    }
}
