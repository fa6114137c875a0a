package dev.bellows.k8s.internal.describe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Optional;

/** A pod in a few words. Pure. */
final class PodState {
    private static final String SPARK = "spark-kubernetes-";

    private PodState() {}

    static String of(Pod pod) {
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        StringBuilder text = new StringBuilder(Objects.requireNonNullElse(status.getPhase(), "Unknown"));
        Optional.ofNullable(pod.getSpec().getNodeName())
                .ifPresent(node -> text.append(" on ").append(node));
        status.getContainerStatuses().stream()
                .filter(container -> container.getName().startsWith(SPARK))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(state -> text.append(words(state)));
        status.getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(message -> text.append(", ").append(message));
        return text + (pod.getMetadata().getDeletionTimestamp() == null ? "" : ", being deleted");
    }

    private static String words(ContainerState state) {
        if (state.getTerminated() != null) {
            String reason = Objects.requireNonNullElse(state.getTerminated().getReason(), "");
            return ", exit code " + state.getTerminated().getExitCode() + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
        if (state.getRunning() != null) {
            return " since " + state.getRunning().getStartedAt();
        }
        return state.getWaiting() == null ? "" : ", " + state.getWaiting().getReason();
    }
}
