package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;

/** The headless Service whose name leads executors to the driver. */
final class DriverService {
    private DriverService() {}

    static Service of(SparkJob job, AttemptId attempt, Map<String, String> conf) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(attempt.serviceName())
                .withNamespace(attempt.run().namespace())
                .withLabels(ObjectLabels.ofService(job, attempt))
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(ObjectLabels.driverSelector(attempt))
                .withPorts(ports(conf))
                .endSpec()
                .build();
    }

    private static List<ServicePort> ports(Map<String, String> conf) {
        return DriverPorts.of(conf).entrySet().stream()
                .map(port -> new ServicePortBuilder()
                        .withName(port.getKey())
                        .withPort(port.getValue())
                        .withTargetPort(new IntOrString(port.getValue()))
                        .build())
                .toList();
    }
}
