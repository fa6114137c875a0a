package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.ContainerMount;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Containers beside Spark's. Sidecars are init containers that go on running: Kubernetes ends them after Spark, so that the pod ends. */
final class FurtherContainers {
    private FurtherContainers() {}

    static List<Container> of(PodShape shape, SparkJob job) {
        return Stream.concat(
                        shape.sidecars().stream().map(container -> built(container, shape, job, "Always")),
                        shape.initContainers().stream().map(container -> built(container, shape, job, "")))
                .toList();
    }

    private static Container built(PodContainer container, PodShape shape, SparkJob job, String restartPolicy) {
        Container built = new Container();
        built.setName(container.name());
        built.setImage(container.image().orElse(job.image()));
        built.setCommand(literals(container.command()));
        built.setArgs(literals(container.args()));
        built.setEnv(variables(container));
        built.setVolumeMounts(
                container.mounts().stream().map(FurtherContainers::mount).toList());
        built.setPorts(container.ports().stream().map(FurtherContainers::port).toList());
        built.setRestartPolicy(restartPolicy.isEmpty() ? null : restartPolicy);
        built.setSecurityContext(PodSecurity.ofFurtherContainer(shape.security()));
        built.setTerminationMessagePolicy("FallbackToLogsOnError");
        if (container.cpu().isPresent() || container.memory().isPresent()) {
            built.setResources(resources(container));
        }
        return built;
    }

    private static VolumeMount mount(ContainerMount mount) {
        VolumeMount built = PodVolumes.mount(mount.volume(), mount.path());
        built.setReadOnly(mount.readOnly() ? true : null);
        return built;
    }

    private static ContainerPort port(int number) {
        ContainerPort port = new ContainerPort();
        port.setContainerPort(number);
        port.setProtocol("TCP");
        return port;
    }

    private static ResourceRequirements resources(PodContainer container) {
        Map<String, Quantity> requests = new LinkedHashMap<>();
        Map<String, Quantity> limits = new LinkedHashMap<>();
        container.cpu().ifPresent(cpu -> requests.put("cpu", new Quantity(cpu)));
        container.memory().map(Quantity::new).ifPresent(memory -> {
            requests.put("memory", memory);
            limits.put("memory", memory);
        });
        ResourceRequirements resources = new ResourceRequirements();
        resources.setRequests(requests);
        resources.setLimits(limits);
        return resources;
    }

    private static List<EnvVar> variables(PodContainer container) {
        List<EnvVar> variables = new ArrayList<>();
        new TreeMap<>(container.env())
                .forEach((name, value) -> variables.add(new EnvVar(name, Environment.literal(value), null)));
        variables.addAll(EnvironmentSources.all(container.envSources()));
        return variables;
    }

    private static List<String> literals(List<String> texts) {
        return texts.stream().map(Environment::literal).toList();
    }
}
