package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodVolume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The driver pod: what Spark's own builders make of the conf, restricted and labelled. */
final class DriverPod {
    private static final String CONTAINER = "spark-kubernetes-driver";
    private static final List<String> NODE_SELECTORS =
            List.of("spark.kubernetes.node.selector.", "spark.kubernetes.driver.node.selector.");

    private final SparkJob job;
    private final AttemptId attempt;
    private final SortedMap<String, String> conf;
    private final ApplicationFiles files;
    private final PodShape shape;
    private final LocalDirs localDirs;

    private DriverPod(SparkJob job, AttemptId attempt, SortedMap<String, String> conf, ApplicationFiles files) {
        this.job = job;
        this.attempt = attempt;
        this.conf = conf;
        this.files = files;
        this.shape = RoleShape.ofDriver(job);
        this.localDirs = LocalDirs.of(conf, shape.volumes());
    }

    static Pod of(SparkJob job, AttemptId attempt, SortedMap<String, String> conf, ApplicationFiles files) {
        return new DriverPod(job, attempt, conf, files).build();
    }

    private Pod build() {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName(attempt.driverPodName())
                .withNamespace(attempt.run().namespace())
                .withLabels(ObjectLabels.ofDriver(job, attempt))
                .withAnnotations(Placeholders.ofDriver(job.annotations(), attempt))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withSecurityContext(PodSecurity.ofPod(shape.security()))
                .withNodeSelector(nodeSelector())
                .withSchedulerName(schedulerName())
                .withImagePullSecrets(pullSecrets(conf))
                .addAllToImagePullSecrets(PodShaping.ownPullSecrets(job.driver().pod()))
                .withContainers(container())
                .withVolumes(volumes())
                .addAllToVolumes(localDirs.volumes())
                .addAllToVolumes(Payload.volumes(attempt, files.local().keySet()))
                .endSpec();
        String account = conf.get("spark.kubernetes.authenticate.driver.serviceAccountName");
        if (account != null) {
            pod.editSpec()
                    .withServiceAccount(account)
                    .withServiceAccountName(account)
                    .endSpec();
        }
        Pod placed = NodePlacement.ofDriver(job, PodShaping.apply(pod.build(), shape, job, attempt));
        PresetConf.driverAnnotations(job.presets(), conf)
                .forEach(placed.getMetadata().getAnnotations()::putIfAbsent);
        GangScheduling.markDriver(placed.getMetadata(), job, attempt);
        Pod equipped = GpuDiscovery.isNeededByDriver(job) ? GpuDiscovery.mountedIn(placed, CONTAINER, attempt) : placed;
        return PodShaping.patched(equipped, shape);
    }

    private List<Volume> volumes() {
        List<PodVolume> volumes = shape.volumes();
        return IntStream.range(0, volumes.size())
                .mapToObj(i -> PodVolumes.volume(volumes.get(i), DriverClaims.nameOf(volumes.get(i), i, attempt)))
                .toList();
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(job.image())
                .withImagePullPolicy(conf.getOrDefault("spark.kubernetes.container.image.pullPolicy", "IfNotPresent"))
                .withArgs(args())
                .withPorts(ports())
                .withEnv(env())
                .withResources(resources())
                .withEnvFrom(EnvironmentSources.whole(shape.envFrom()))
                .withVolumeMounts(PodVolumes.mounts(shape.volumes()))
                .addAllToVolumeMounts(localDirs.mounts())
                .addAllToVolumeMounts(Payload.mounts(files.local().keySet()))
                .withSecurityContext(PodSecurity.ofSpark(job.sparkVersion(), shape.security()))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private List<String> args() {
        List<String> args = new ArrayList<>(List.of("driver"));
        job.proxyUser().ifPresent(user -> args.addAll(List.of("--proxy-user", user)));
        args.addAll(List.of(
                "--properties-file",
                Payload.CONF_PATH + "/" + Payload.PROPERTIES_KEY,
                "--class",
                files.program().mainClass(),
                files.program().resource()));
        args.addAll(files.program().args());
        args.replaceAll(Environment::literal);
        return args;
    }

    private List<ContainerPort> ports() {
        return DriverPorts.of(SparkLine.of(job.sparkVersion()), conf).entrySet().stream()
                .map(port -> new ContainerPortBuilder()
                        .withName(port.getKey())
                        .withContainerPort(port.getValue())
                        .withProtocol("TCP")
                        .build())
                .toList();
    }

    private List<EnvVar> env() {
        List<EnvVar> env = new ArrayList<>(EnvironmentSources.ofOthers(shape.envSources()));
        env.add(new EnvVar(Environment.USER, Environment.literal(Environment.user(job)), null));
        env.add(new EnvVar("SPARK_APPLICATION_ID", attempt.appId(), null));
        Environment.ofDriver(job).forEach((name, value) -> env.add(new EnvVar(name, value, null)));
        env.add(new EnvVarBuilder()
                .withName("SPARK_DRIVER_BIND_ADDRESS")
                .withNewValueFrom()
                .withNewFieldRef("v1", "status.podIP")
                .endValueFrom()
                .build());
        env.addAll(EnvironmentSources.ofSecrets(shape.envSources()));
        PythonEnvironment.of(files.program(), conf).forEach((name, value) -> env.add(new EnvVar(name, value, null)));
        env.add(new EnvVar("SPARK_LOCAL_DIRS", localDirs.joined(), null));
        env.add(new EnvVar("SPARK_CONF_DIR", Payload.CONF_PATH, null));
        return env;
    }

    private ResourceRequirements resources() {
        PodSize size =
                new ResourceCalculator(job.sparkVersion(), conf).footprint().driver();
        Quantity memory = new Quantity(size.memoryMib() + "Mi");
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(size.cpu()))
                .addToRequests("memory", memory)
                .addToLimits("memory", memory);
        if (!size.cpuLimit().isEmpty()) {
            resources.addToLimits("cpu", new Quantity(size.cpuLimit()));
        }
        size.devices().forEach((name, number) -> resources.addToLimits(name, new Quantity(number.toString())));
        return resources.build();
    }

    private SortedMap<String, String> nodeSelector() {
        SortedMap<String, String> selector = new TreeMap<>();
        for (String prefix : NODE_SELECTORS) {
            conf.tailMap(prefix).forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    selector.put(key.substring(prefix.length()), value);
                }
            });
        }
        return selector;
    }

    private @Nullable String schedulerName() {
        String common = conf.get("spark.kubernetes.scheduler.name");
        return conf.getOrDefault("spark.kubernetes.driver.scheduler.name", common);
    }

    /** The Secrets with which the conf has all images pulled. */
    static List<LocalObjectReference> pullSecrets(Map<String, String> conf) {
        return Arrays.stream(conf.getOrDefault("spark.kubernetes.container.image.pullSecrets", "")
                        .split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(LocalObjectReference::new)
                .toList();
    }
}
