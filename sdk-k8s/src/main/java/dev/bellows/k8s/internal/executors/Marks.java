package dev.bellows.k8s.internal.executors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.run.Executor;
import dev.bellows.run.Executor.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an executor's pod tells autoscalers: whether they may take it away with its node, and which one they would rather. Pure.
 */
final class Marks {
    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";
    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    /** An executor between two tasks is not free: each change of mind is a write. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private Marks() {}

    /** The patch that makes a pod say what is so; empty if it says so already, or if it is not known. */
    static Optional<ObjectNode> patch(Executor executor, PodSight pod, Instant now) {
        return executor.work().flatMap(work -> wanted(work, now)).flatMap(wanted -> difference(wanted, pod));
    }

    /** A value of null is an annotation that is not to be there; empty while an executor is neither needed nor settled. */
    private static Optional<Map<String, @Nullable String>> wanted(Work work, Instant now) {
        Map<String, @Nullable String> marks = new HashMap<>();
        if (isNeeded(work)) {
            marks.put(SAFE_TO_EVICT, "false");
            marks.put(DO_NOT_DISRUPT, "true");
            marks.put(DELETION_COST, null);
            return Optional.of(marks);
        }
        marks.put(SAFE_TO_EVICT, "true");
        marks.put(DO_NOT_DISRUPT, null);
        marks.put(DELETION_COST, "-100");
        boolean settled = work.idleSince()
                .filter(since -> Duration.between(since, now).compareTo(SETTLED) >= 0)
                .isPresent();
        return settled ? Optional.of(marks) : Optional.empty();
    }

    private static boolean isNeeded(Work work) {
        return work.activeTasks() > 0
                || work.holdsLiveShuffle()
                || work.writtenShuffleBytes() > 0
                || work.cachedBlocks() > 0;
    }

    private static Optional<ObjectNode> difference(Map<String, @Nullable String> wanted, PodSight pod) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata").put("uid", pod.uid());
        ObjectNode annotations = metadata.putObject("annotations");
        wanted.forEach((name, value) -> {
            if (!Objects.equals(value, pod.annotations().get(name))) {
                annotations.put(name, value);
            }
        });
        return annotations.isEmpty() ? Optional.empty() : Optional.of(patch);
    }
}
