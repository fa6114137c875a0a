package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the status that a kubelet reports in each part of a pod's life, each from the one before. */
final class PodStatuses {
    private PodStatuses() {}

    /** The pod is accepted and its container does not run yet. */
    static PodStatus waiting(Pod pod, String hostIp, Instant now, String reason, @Nullable String message) {
        ContainerState state = new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
        return builder(pod, state, false)
                .withPhase("Pending")
                .withHostIP(hostIp)
                .withStartTime(startTime(pod, now))
                .withConditions(conditions(pod, now, false, "ContainersNotReady"))
                .build();
    }

    /** The container runs. */
    static PodStatus running(Pod pod, String podIp, Instant now) {
        ContainerState state = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(text(now))
                .endRunning()
                .build();
        return builder(pod, state, true)
                .withPhase("Running")
                .withPodIP(podIp)
                .addNewPodIP(podIp)
                .withConditions(conditions(pod, now, true, null))
                .build();
    }

    /** The container has ended. */
    static PodStatus ended(Pod pod, ContainerEnd end) {
        ContainerState state = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(end.exitCode())
                .withSignal(end.signal())
                .withReason(end.reason())
                .withMessage(end.message())
                .withStartedAt(text(end.startedAt()))
                .withFinishedAt(text(end.finishedAt()))
                .endTerminated()
                .build();
        boolean succeeded = end.exitCode() == 0;
        return builder(pod, state, false)
                .withPhase(succeeded ? "Succeeded" : "Failed")
                .withConditions(conditions(pod, end.finishedAt(), false, succeeded ? "PodCompleted" : "PodFailed"))
                .build();
    }

    /** The pod failed as a whole, for a reason that is not its container's. */
    static PodStatus failed(PodStatus status, String reason, String message) {
        return new PodStatusBuilder(status)
                .withPhase("Failed")
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    static PodStatus of(Pod pod) {
        return pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }

    private static PodStatusBuilder builder(Pod pod, ContainerState state, boolean runs) {
        Container container = pod.getSpec().getContainers().get(0);
        return new PodStatusBuilder(of(pod))
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID(container.getImage())
                        .withReady(runs)
                        .withStarted(runs)
                        .withRestartCount(0)
                        .withState(state)
                        .build());
    }

    private static String startTime(Pod pod, Instant now) {
        String known = of(pod).getStartTime();
        return known == null ? text(now) : known;
    }

    private static List<PodCondition> conditions(Pod pod, Instant now, boolean ready, @Nullable String reason) {
        List<PodCondition> conditions = new ArrayList<>();
        conditions.add(condition(pod, now, "PodScheduled", true, null));
        conditions.add(condition(pod, now, "Initialized", true, null));
        conditions.add(condition(pod, now, "ContainersReady", ready, reason));
        conditions.add(condition(pod, now, "Ready", ready, reason));
        return conditions;
    }

    private static PodCondition condition(Pod pod, Instant now, String type, boolean holds, @Nullable String reason) {
        String status = holds ? "True" : "False";
        String since = of(pod).getConditions().stream()
                .filter(before ->
                        before.getType().equals(type) && before.getStatus().equals(status))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .orElse(text(now));
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withLastTransitionTime(since)
                .build();
    }

    /** A time as the API writes it. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
