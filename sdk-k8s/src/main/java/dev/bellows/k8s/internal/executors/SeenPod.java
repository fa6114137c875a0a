package dev.bellows.k8s.internal.executors;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of a run's pod as matters.
 *
 * @param uid its UID
 * @param version its resource version; of two of one pod the higher one is the newer
 * @param owner the UID of its controller; empty if it has none
 * @param attempt the attempt that it says it belongs to
 * @param driver the driver, if it is one
 * @param executor the executor, if it is one
 */
record SeenPod(
        String uid, long version, String owner, int attempt, Optional<Driver> driver, Optional<PodSight> executor) {
    static SeenPod of(Pod pod) {
        return new SeenPod(
                String.valueOf(pod.getMetadata().getUid()),
                version(pod.getMetadata().getResourceVersion()),
                pod.getMetadata().getOwnerReferences().stream()
                        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                        .map(OwnerReference::getUid)
                        .findFirst()
                        .orElse(""),
                Driver.attemptOf(pod),
                Driver.of(pod),
                PodReading.of(pod));
    }

    /** A version as a number; one that is none counts as older than all. */
    static long version(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
