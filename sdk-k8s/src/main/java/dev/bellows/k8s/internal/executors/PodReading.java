package dev.bellows.k8s.internal.executors;

import dev.bellows.compile.SparkLabels;
import dev.bellows.job.NodeLabel;
import dev.bellows.job.SpotPlatform;
import dev.bellows.k8s.internal.executors.PodSight.Phase;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From an executor's pod to what matters of it. Pure. */
final class PodReading {
    /** What Spark puts on the pod of an executor that has ended and is to stay. */
    private static final String INACTIVE = "spark-exec-inactive";

    private static final String CONTAINER = "spark-kubernetes-executor";
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);
    private static final List<NodeLabel> SPOT =
            Arrays.stream(SpotPlatform.values()).map(SpotPlatform::nodes).toList();

    private final Pod pod;
    private final PodSpec spec;
    private final PodStatus status;

    private PodReading(Pod pod) {
        this.pod = pod;
        this.spec = pod.getSpec() == null ? new PodSpec() : pod.getSpec();
        this.status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }

    /** The executor, if the pod is one. */
    static Optional<PodSight> of(Pod pod) {
        Map<String, String> labels = copy(pod.getMetadata().getLabels());
        String id = labels.getOrDefault(SparkLabels.EXECUTOR_ID, "");
        return SparkLabels.EXECUTOR.equals(labels.get(SparkLabels.ROLE)) && id.matches("\\d{1,9}")
                ? Optional.of(new PodReading(pod).sight(Integer.parseInt(id), labels))
                : Optional.empty();
    }

    private PodSight sight(int id, Map<String, String> labels) {
        Phase phase = phase(labels);
        return new PodSight(
                id,
                text(pod.getMetadata().getUid()),
                pod.getMetadata().getName(),
                text(spec.getNodeName()),
                asksForSpot(),
                phase,
                note(phase),
                env("SPARK_EXECUTOR_CORES")
                        .filter(text -> text.matches("\\d{1,6}"))
                        .map(Integer::parseInt)
                        .orElse(0),
                memory(),
                created(),
                labels,
                copy(pod.getMetadata().getAnnotations()));
    }

    private Phase phase(Map<String, String> labels) {
        Optional<ContainerStateTerminated> ended = state().map(ContainerState::getTerminated);
        String phase = text(status.getPhase());
        if (ended.isPresent()) {
            return Objects.equals(ended.get().getExitCode(), 0) ? Phase.DONE : Phase.FAILED;
        }
        if (phase.equals("Failed")) {
            return Phase.FAILED;
        }
        if (phase.equals("Succeeded") || "true".equals(labels.get(INACTIVE))) {
            return Phase.DONE;
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Phase.ENDING;
        }
        if (state().map(ContainerState::getRunning).isPresent()) {
            return Phase.RUNNING;
        }
        return condition("PodScheduled").isEmpty() ? Phase.REQUESTED : Phase.PENDING;
    }

    private String note(Phase phase) {
        return switch (phase) {
            case FAILED, DONE ->
                state().map(ContainerState::getTerminated)
                        .map(end -> joined("exit code " + end.getExitCode(), end.getReason()))
                        .orElseGet(() -> joined(status.getReason(), status.getMessage()));
            case PENDING ->
                state().map(ContainerState::getWaiting)
                        .map(wait -> joined(wait.getReason(), wait.getMessage()))
                        .or(() -> condition("PodScheduled")
                                .filter(condition -> "False".equals(condition.getStatus()))
                                .map(condition -> joined(condition.getReason(), condition.getMessage())))
                        .orElse("");
            case REQUESTED, RUNNING, ENDING -> "";
        };
    }

    private Optional<ContainerState> state() {
        return status.getContainerStatuses().stream()
                .filter(container -> CONTAINER.equals(container.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<PodCondition> condition(String type) {
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private boolean asksForSpot() {
        Map<String, String> selector = copy(spec.getNodeSelector());
        return SPOT.stream()
                .anyMatch(label -> label.values().contains(selector.getOrDefault(label.key(), "")) || requires(label));
    }

    private boolean requires(NodeLabel label) {
        return terms().flatMap(term -> term.getMatchExpressions().stream())
                .anyMatch(wanted -> label.key().equals(wanted.getKey())
                        && "In".equals(wanted.getOperator())
                        && label.values().containsAll(wanted.getValues()));
    }

    private Stream<NodeSelectorTerm> terms() {
        return Optional.ofNullable(spec.getAffinity())
                .map(affinity -> affinity.getNodeAffinity())
                .map(affinity -> affinity.getRequiredDuringSchedulingIgnoredDuringExecution())
                .map(required -> required.getNodeSelectorTerms().stream())
                .orElseGet(Stream::empty);
    }

    private Stream<Container> container() {
        return spec.getContainers().stream().filter(container -> CONTAINER.equals(container.getName()));
    }

    private Optional<String> env(String name) {
        return container()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> name.equals(variable.getName()))
                .map(EnvVar::getValue)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private long memory() {
        return container()
                .map(Container::getResources)
                .filter(Objects::nonNull)
                .map(resources -> resources.getRequests())
                .filter(Objects::nonNull)
                .map(requests -> requests.get("memory"))
                .filter(Objects::nonNull)
                .map(Quantity::getAmountInBytes)
                .mapToLong(bytes -> bytes.divideToIntegralValue(MEBIBYTE).longValue())
                .findFirst()
                .orElse(0);
    }

    private Instant created() {
        String time = text(pod.getMetadata().getCreationTimestamp());
        return time.isEmpty() ? Instant.EPOCH : Instant.parse(time);
    }

    private static String joined(@Nullable String reason, @Nullable String message) {
        String first = text(reason);
        String second = text(message);
        return first.isEmpty() || second.isEmpty() ? first + second : first + ": " + second;
    }

    private static Map<String, String> copy(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
