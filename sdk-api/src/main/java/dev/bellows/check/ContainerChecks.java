package dev.bellows.check;

import dev.bellows.job.pod.ContainerMount;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodVolume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks containers beside Spark's. */
final class ContainerChecks {
    private static final Set<String> OF_SPARK = Set.of("spark-kubernetes-driver", "spark-kubernetes-executor");
    private static final int LAST_PORT = 65_535;

    private final String field;
    private final PodContainer container;
    private final Findings findings;

    private ContainerChecks(String field, PodContainer container, Findings findings) {
        this.field = field;
        this.container = container;
        this.findings = findings;
    }

    static void check(PodRole role, Findings findings) {
        Set<String> volumes =
                role.shape().volumes().stream().map(PodVolume::name).collect(Collectors.toSet());
        Set<String> names = new HashSet<>(OF_SPARK);
        List<PodContainer> all = new ArrayList<>(role.shape().initContainers());
        int inits = all.size();
        all.addAll(role.shape().sidecars());
        for (int i = 0; i < all.size(); i++) {
            String list = i < inits ? ".initContainers." : ".sidecars.";
            PodContainer container = all.get(i);
            ContainerChecks checks = new ContainerChecks(role.field() + list + container.name(), container, findings);
            checks.checkName(names.add(container.name()));
            checks.checkEnvironment();
            checks.checkResources();
            checks.checkMounts(volumes);
        }
    }

    private void checkName(boolean free) {
        if (!KubernetesNames.isLabel(container.name())) {
            findings.report(
                    ContainerProblem.CONTAINER_NAME_INVALID,
                    field,
                    container.name(),
                    KubernetesNames.LABEL_RULE,
                    "Correct the container's name.");
        } else if (!free) {
            findings.report(
                    ContainerProblem.CONTAINER_TWICE,
                    field,
                    container.name(),
                    "a name of its own for each container of a pod, Spark's included",
                    "Rename or remove one of them.");
        }
        container.image().ifPresent(image -> IdentityChecks.checkImage(field + ".image", image, findings));
    }

    private void checkEnvironment() {
        ApplicationChecks.checkSecrets(field + ".command", container.command(), findings);
        ApplicationChecks.checkSecrets(field + ".args", container.args(), findings);
        container.env().forEach((name, value) -> {
            EnvironmentChecks.checkName(field + ".env", name, findings);
            EnvironmentChecks.checkValue(field + ".env." + name, name, value, findings);
            if (container.envSources().containsKey(name)) {
                findings.report(
                        EnvSourceProblem.ENV_TWICE,
                        field + ".env." + name,
                        "a variable with two values",
                        "one value for each variable",
                        "Remove one of the two.");
            }
        });
        container.envSources().forEach((name, source) -> {
            EnvironmentChecks.checkName(field + ".envSources", name, findings);
            EnvSourceChecks.checkSource(field + ".envSources." + name, source, findings);
        });
    }

    private void checkResources() {
        container
                .cpu()
                .filter(cpu -> !Quantities.isCpu(cpu))
                .ifPresent(cpu -> findings.report(
                        SizeProblem.CPU_INVALID, field + ".cpu", cpu, Quantities.CPU_RULE, "Correct the quantity."));
        container
                .memory()
                .filter(memory -> !Quantities.isSize(memory))
                .ifPresent(memory -> findings.report(
                        VolumeProblem.QUANTITY_INVALID,
                        field + ".memory",
                        memory,
                        Quantities.SIZE_RULE,
                        "Correct the size."));
        container.ports().stream()
                .filter(port -> port < 1 || port > LAST_PORT)
                .forEach(port -> findings.report(
                        ContainerProblem.PORT_INVALID,
                        field + ".ports",
                        port.toString(),
                        "1 to " + LAST_PORT,
                        "Correct the port."));
    }

    private void checkMounts(Set<String> volumes) {
        for (ContainerMount mount : container.mounts()) {
            if (!volumes.contains(mount.volume())) {
                findings.report(
                        ContainerProblem.CONTAINER_MOUNT_UNKNOWN,
                        field + ".mounts",
                        mount.volume(),
                        "a volume of the same pod",
                        "Add the volume with volume(...), or correct its name.");
            }
            if (!mount.path().startsWith("/") || !VolumeChecks.isClean(mount.path())) {
                findings.report(
                        VolumeProblem.MOUNT_PATH_INVALID,
                        field + ".mounts",
                        mount.path(),
                        "an absolute path without '..'",
                        "Correct the path.");
            }
        }
    }
}
