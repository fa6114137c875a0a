package dev.bellows.k8s.internal.observe;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.supervise.ContainerFacts;
import dev.bellows.k8s.internal.supervise.PodFacts;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** From pods to facts. Pure. */
public final class PodTranslation {
    private static final String EXIT_EXCEPTION = "spark.exit-exception";
    private static final int EXCEPTION_LIMIT = 512;
    private static final String ROLE = "spark-role";
    private static final String EXECUTOR_ID = "spark-exec-id";
    private static final String DRIVER_CONTAINER = "spark-kubernetes-driver";
    private static final String EXECUTOR_CONTAINER = "spark-kubernetes-executor";

    private PodTranslation() {}

    /** The run that an object belongs to. */
    static Optional<String> runOf(ObjectMeta metadata) {
        return Optional.ofNullable(labels(metadata).get(BellowsLabels.RUN));
    }

    static boolean isDriver(Pod pod) {
        return "driver".equals(labels(pod.getMetadata()).get(ROLE));
    }

    /** Spark's executor id, if the pod is an executor. */
    static OptionalInt executorId(Pod pod) {
        String id = labels(pod.getMetadata()).get(EXECUTOR_ID);
        boolean executor = "executor".equals(labels(pod.getMetadata()).get(ROLE));
        return executor && id != null && id.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(id))
                : OptionalInt.empty();
    }

    private static int attempt(ObjectMeta metadata) {
        String number = labels(metadata).getOrDefault(BellowsLabels.ATTEMPT, "");
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    /** What a pod tells that was asked for by its name, be its labels what they may. */
    public static PodFacts driver(Pod pod, int attempt) {
        return facts(pod, attempt, DRIVER_CONTAINER);
    }

    static PodFacts facts(Pod pod) {
        return facts(pod, attempt(pod.getMetadata()), isDriver(pod) ? DRIVER_CONTAINER : EXECUTOR_CONTAINER);
    }

    private static PodFacts facts(Pod pod, int attempt, String container) {
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        Optional<PodCondition> unscheduled = condition(status, "PodScheduled", "False");
        Optional<PodCondition> disrupted = condition(status, "DisruptionTarget", "True");
        Optional<PodCondition> telling = disrupted.or(() -> unscheduled);
        String reason = text(status.getReason()).isEmpty()
                ? telling.map(PodCondition::getReason).map(PodTranslation::text).orElse("")
                : status.getReason();
        String message = text(status.getMessage()).isEmpty()
                ? telling.map(PodCondition::getMessage)
                        .map(PodTranslation::text)
                        .orElse("")
                : status.getMessage();
        return new PodFacts(
                pod.getMetadata().getUid(),
                pod.getMetadata().getName(),
                attempt,
                shared(status.getPhase()),
                pod.getSpec() == null ? "" : shared(pod.getSpec().getNodeName()),
                shared(reason),
                shared(message),
                owner(pod.getMetadata()),
                pod.getMetadata().getDeletionTimestamp() != null,
                exitException(pod.getMetadata()),
                container(status, container));
    }

    private static String exitException(ObjectMeta metadata) {
        String text = metadata.getAnnotations() == null
                ? ""
                : text(metadata.getAnnotations().get(EXIT_EXCEPTION));
        return text.length() <= EXCEPTION_LIMIT ? text : text.substring(0, EXCEPTION_LIMIT);
    }

    private static ContainerFacts container(PodStatus status, String name) {
        return status.getContainerStatuses().stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst()
                .map(PodTranslation::container)
                .orElse(ContainerFacts.UNKNOWN);
    }

    private static ContainerFacts container(ContainerStatus status) {
        if (status.getState() == null) {
            return ContainerFacts.UNKNOWN;
        }
        ContainerStateWaiting waiting = status.getState().getWaiting();
        ContainerStateTerminated ended = status.getState().getTerminated();
        return new ContainerFacts(
                waiting == null ? "" : text(waiting.getReason()),
                waiting == null ? "" : text(waiting.getMessage()),
                status.getState().getRunning() != null,
                ended == null ? OptionalInt.empty() : OptionalInt.of(ended.getExitCode()),
                ended == null ? "" : text(ended.getReason()),
                ended == null ? "" : text(ended.getMessage()));
    }

    private static Optional<PodCondition> condition(PodStatus status, String type, String value) {
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && value.equals(condition.getStatus()))
                .findFirst();
    }

    private static String owner(ObjectMeta metadata) {
        return metadata.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> labels(ObjectMeta metadata) {
        return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }

    /** Thousands of pods have the same few phases, nodes and reasons: each is in memory once. */
    private static String shared(@Nullable String text) {
        return text(text).intern();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
