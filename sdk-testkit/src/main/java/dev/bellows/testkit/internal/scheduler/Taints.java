package dev.bellows.testkit.internal.scheduler;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which taints keep a pod away from a node. Pure. */
final class Taints {
    private static final Set<String> KEEPING_AWAY = Set.of("NoSchedule", "NoExecute");

    private Taints() {}

    /** The first taint that the pod does not tolerate, if there is one. */
    static Optional<Taint> against(PodSpec pod, List<Taint> taints) {
        return taints.stream()
                .filter(taint -> KEEPING_AWAY.contains(taint.getEffect()))
                .filter(taint -> pod.getTolerations().stream().noneMatch(toleration -> tolerates(toleration, taint)))
                .findFirst();
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        boolean anyValue = "Exists".equals(toleration.getOperator());
        String key = text(toleration.getKey());
        return (text(toleration.getEffect()).isEmpty() || taint.getEffect().equals(toleration.getEffect()))
                && (key.isEmpty() ? anyValue : key.equals(taint.getKey()))
                && (anyValue || Objects.equals(text(toleration.getValue()), text(taint.getValue())));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
