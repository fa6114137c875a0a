package dev.bellows.k8s.internal.pods;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The container of a pod in which Spark runs. It is judged by its name: what else the pod runs, such as a proxy or a log agent, may run on
 * when Spark has ended, and keeps the pod's phase at Running. Pure.
 */
public final class SparkContainer {
    private static final Set<String> NAMES = Set.of("spark-kubernetes-driver", "spark-kubernetes-executor");
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private SparkContainer() {}

    /** How it ended, if it has. */
    public static Optional<ContainerStateTerminated> end(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(container -> NAMES.contains(container.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether nothing of Spark runs in the pod any more. A pod that was evicted may be over without a word about its containers. */
    public static boolean hasEnded(Pod pod) {
        return end(pod).isPresent() || isOver(pod);
    }

    /** Whether the pod as a whole is over, with every container. */
    public static boolean isOver(Pod pod) {
        return Optional.ofNullable(pod.getStatus())
                .map(PodStatus::getPhase)
                .filter(OVER::contains)
                .isPresent();
    }
}
