package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headless Service whose name leads executors to the driver. */
final class DriverService {
    private DriverService() {}

    static Service of(SparkJob job, AttemptId attempt, Map<String, String> conf) {
        SparkLine line = SparkLine.of(job.sparkVersion());
        ServiceSpec spec = new ServiceSpec();
        spec.setClusterIP("None");
        spec.setSelector(ObjectLabels.driverSelector(attempt));
        spec.setPublishNotReadyAddresses(line.namesUnreadyDriver() ? Boolean.FALSE : null);
        spec.setPorts(ports(line, conf));
        Service service = new Service();
        service.setMetadata(
                ObjectLabels.metadata(attempt, attempt.serviceName(), ObjectLabels.ofService(job, attempt)));
        service.setSpec(spec);
        return service;
    }

    private static List<ServicePort> ports(SparkLine line, Map<String, String> conf) {
        List<ServicePort> ports = new ArrayList<>();
        DriverPorts.of(line, conf).forEach((name, number) -> {
            ServicePort port = new ServicePort();
            port.setName(name);
            port.setAppProtocol(protocol(line, name));
            port.setPort(number);
            port.setTargetPort(new IntOrString(number));
            ports.add(port);
        });
        return ports;
    }

    private static @Nullable String protocol(SparkLine line, String port) {
        return port.equals(DriverPorts.CONNECT) && !line.connectProtocol().isEmpty() ? line.connectProtocol() : null;
    }
}
