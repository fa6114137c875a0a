package dev.bellows.k8s.internal.executors;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.DriverControl;
import dev.bellows.compile.SparkLabels;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A driver, as its pod tells.
 *
 * @param uid the pod's UID
 * @param pod the pod's name
 * @param attempt its attempt
 * @param application Spark's application id
 * @param port where it serves its user interface
 * @param control where its listener takes orders, if it has one
 * @param runs whether its container runs
 */
record Driver(String uid, String pod, int attempt, String application, int port, OptionalInt control, boolean runs) {
    private static final String PORT = "spark-ui";
    private static final int USUAL_PORT = 4040;

    /** The driver, if the pod is one. */
    static Optional<Driver> of(Pod pod) {
        return SparkLabels.DRIVER.equals(label(pod, SparkLabels.ROLE)) ? Optional.of(driver(pod)) : Optional.empty();
    }

    /** The attempt that a pod says it belongs to; 0 if it says none. */
    static int attemptOf(Pod pod) {
        String number = label(pod, BellowsLabels.ATTEMPT);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    private static Driver driver(Pod pod) {
        boolean runs = pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(container -> "spark-kubernetes-driver".equals(container.getName())
                                && container.getState() != null
                                && container.getState().getRunning() != null);
        return new Driver(
                String.valueOf(pod.getMetadata().getUid()),
                pod.getMetadata().getName(),
                attemptOf(pod),
                label(pod, SparkLabels.APP_ID),
                port(pod, PORT).orElse(USUAL_PORT),
                port(pod, DriverControl.PORT_NAME),
                runs);
    }

    private static OptionalInt port(Pod pod, String name) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> name.equals(port.getName()))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst();
    }

    private static String label(Pod pod, String key) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }
}
