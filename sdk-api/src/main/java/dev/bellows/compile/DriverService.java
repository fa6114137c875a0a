package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headless Service whose name leads executors to the driver. */
final class DriverService {
    private DriverService() {}

    static Service of(SparkJob job, AttemptId attempt, Map<String, String> conf) {
        SparkLine line = SparkLine.of(job.sparkVersion());
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(attempt.serviceName())
                .withNamespace(attempt.run().namespace())
                .withLabels(ObjectLabels.ofService(job, attempt))
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(ObjectLabels.driverSelector(attempt))
                .withPublishNotReadyAddresses(line.namesUnreadyDriver() ? Boolean.FALSE : null)
                .withPorts(ports(line, conf))
                .endSpec()
                .build();
    }

    private static List<ServicePort> ports(SparkLine line, Map<String, String> conf) {
        return DriverPorts.of(line, conf).entrySet().stream()
                .map(port -> new ServicePortBuilder()
                        .withName(port.getKey())
                        .withAppProtocol(protocol(line, port.getKey()))
                        .withPort(port.getValue())
                        .withTargetPort(new IntOrString(port.getValue()))
                        .build())
                .toList();
    }

    private static @Nullable String protocol(SparkLine line, String port) {
        return port.equals(DriverPorts.CONNECT) && !line.connectProtocol().isEmpty() ? line.connectProtocol() : null;
    }
}
