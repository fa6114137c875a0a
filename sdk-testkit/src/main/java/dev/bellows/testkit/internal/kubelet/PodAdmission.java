package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Optional;

/** Which pods this node can run at all. */
final class PodAdmission {
    private PodAdmission() {}

    /** Why the node refuses the pod; empty if it does not. */
    static Optional<String> refusalOf(PodSpec spec) {
        if (!"Never".equals(spec.getRestartPolicy())) {
            return Optional.of("spec.restartPolicy: " + spec.getRestartPolicy() + " (expected: Never)");
        }
        if (!spec.getInitContainers().isEmpty()) {
            return Optional.of("spec.initContainers: this node runs pods of one container");
        }
        if (spec.getContainers().size() != 1) {
            return Optional.of("spec.containers: " + spec.getContainers().size() + " (expected: 1)");
        }
        return spec.getVolumes().stream()
                .filter(volume -> !isKnown(volume))
                .findFirst()
                .map(volume -> "spec.volumes: " + volume.getName() + " (expected: configMap, secret, downwardAPI, "
                        + "projected, emptyDir or hostPath)");
    }

    private static boolean isKnown(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getDownwardAPI() != null
                || volume.getProjected() != null
                || volume.getEmptyDir() != null
                || volume.getHostPath() != null;
    }
}
