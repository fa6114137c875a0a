package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
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
        ContainerBuilder built = new ContainerBuilder()
                .withName(container.name())
                .withImage(container.image().orElse(job.image()))
                .withCommand(literals(container.command()))
                .withArgs(literals(container.args()))
                .withEnv(variables(container))
                .withVolumeMounts(container.mounts().stream()
                        .map(mount -> new VolumeMountBuilder()
                                .withName(mount.volume())
                                .withMountPath(mount.path())
                                .withReadOnly(mount.readOnly() ? true : null)
                                .build())
                        .toList())
                .withPorts(container.ports().stream()
                        .map(port -> new ContainerPortBuilder()
                                .withContainerPort(port)
                                .withProtocol("TCP")
                                .build())
                        .toList())
                .withRestartPolicy(restartPolicy.isEmpty() ? null : restartPolicy)
                .withSecurityContext(PodSecurity.ofFurtherContainer(shape.security()))
                .withTerminationMessagePolicy("FallbackToLogsOnError");
        addResources(built, container);
        return built.build();
    }

    private static void addResources(ContainerBuilder built, PodContainer container) {
        if (container.cpu().isPresent() || container.memory().isPresent()) {
            built.withNewResources().endResources();
        }
        container
                .cpu()
                .ifPresent(cpu -> built.editResources()
                        .addToRequests("cpu", new Quantity(cpu))
                        .endResources());
        container
                .memory()
                .ifPresent(memory -> built.editResources()
                        .addToRequests("memory", new Quantity(memory))
                        .addToLimits("memory", new Quantity(memory))
                        .endResources());
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
