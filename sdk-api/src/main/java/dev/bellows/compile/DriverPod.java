package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodVolume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The driver pod: what Spark's own builders make of the conf, restricted and labelled. */
final class DriverPod {
    static final String CONTAINER = "spark-kubernetes-driver";
    static final String BIND_ADDRESS = "SPARK_DRIVER_BIND_ADDRESS";
    static final String PROPERTIES_FILE = "--properties-file";

    private final SparkJob job;
    private final AttemptId attempt;
    private final SortedMap<String, String> conf;
    private final ApplicationFiles files;
    private final Footprint footprint;
    private final Pod template;
    private final PodShape shape;
    private final LocalDirs localDirs;

    private DriverPod(
            SparkJob job,
            AttemptId attempt,
            SortedMap<String, String> conf,
            ApplicationFiles files,
            Footprint footprint,
            Pod template) {
        this.job = job;
        this.attempt = attempt;
        this.conf = conf;
        this.files = files;
        this.footprint = footprint;
        this.template = template;
        this.shape = job.driverShape();
        this.localDirs = LocalDirs.of(conf, shape.volumes());
    }

    static Pod of(
            SparkJob job,
            AttemptId attempt,
            SortedMap<String, String> conf,
            ApplicationFiles files,
            Footprint footprint,
            Pod template) {
        return new DriverPod(job, attempt, conf, files, footprint, template).build();
    }

    private Pod build() {
        Pod pod = new Pod();
        pod.setMetadata(ObjectLabels.metadata(attempt, attempt.driverPodName(), ObjectLabels.ofDriver(job, attempt)));
        pod.getMetadata().setAnnotations(Placeholders.ofDriver(job.annotations(), attempt));
        pod.setSpec(spec());
        PodShaping.apply(pod, shape, job, attempt);
        NodePlacement.ofDriver(job, pod);
        PresetConf.driverAnnotations(job.presets(), conf)
                .forEach(pod.getMetadata().getAnnotations()::putIfAbsent);
        new GangScheduling(job, attempt, conf, footprint).markDriver(pod, template);
        if (GpuDiscovery.isNeededByDriver(job)) {
            GpuDiscovery.mountIn(pod, attempt);
        }
        if (job.control().isPresent()) {
            DriverControl.mountIn(pod, attempt);
        }
        return PodShaping.patched(pod, shape);
    }

    private PodSpec spec() {
        PodSpec spec = new PodSpec();
        spec.setRestartPolicy("Never");
        spec.setSecurityContext(PodSecurity.ofPod(shape.security()));
        spec.setNodeSelector(NodePlacement.nodeSelector(conf, "driver"));
        spec.setSchedulerName(schedulerName());
        String account = conf.get("spark.kubernetes.authenticate.driver.serviceAccountName");
        spec.setServiceAccount(account);
        spec.setServiceAccountName(account);
        List<LocalObjectReference> pullSecrets = new ArrayList<>(pullSecrets(conf));
        pullSecrets.addAll(PodShaping.ownPullSecrets(job.driver().pod()));
        spec.setImagePullSecrets(pullSecrets);
        spec.setContainers(new ArrayList<>(List.of(container())));
        spec.setVolumes(volumes());
        return spec;
    }

    private List<Volume> volumes() {
        List<PodVolume> own = shape.volumes();
        List<Volume> volumes = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            volumes.add(PodVolumes.volume(own.get(i), DriverClaims.nameOf(own.get(i), i, attempt)));
        }
        volumes.addAll(localDirs.volumes());
        volumes.addAll(Payload.volumes(attempt, files.local().keySet()));
        return volumes;
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>(PodVolumes.mounts(shape.volumes()));
        mounts.addAll(localDirs.mounts());
        mounts.addAll(Payload.mounts(files.local().keySet()));
        return mounts;
    }

    private Container container() {
        Container container = new Container();
        container.setName(CONTAINER);
        container.setImage(job.image());
        container.setImagePullPolicy(conf.getOrDefault("spark.kubernetes.container.image.pullPolicy", "IfNotPresent"));
        container.setArgs(args());
        container.setPorts(ports());
        container.setEnv(env());
        container.setResources(resources());
        container.setEnvFrom(EnvironmentSources.whole(shape.envFrom()));
        container.setVolumeMounts(mounts());
        container.setSecurityContext(PodSecurity.ofSpark(job.sparkVersion(), shape.security()));
        container.setTerminationMessagePolicy("FallbackToLogsOnError");
        return container;
    }

    private List<String> args() {
        List<String> args = new ArrayList<>(List.of("driver"));
        job.proxyUser().ifPresent(user -> args.addAll(List.of("--proxy-user", user)));
        args.addAll(List.of(
                PROPERTIES_FILE,
                Payload.CONF_PATH + "/" + Payload.PROPERTIES_KEY,
                "--class",
                files.program().mainClass(),
                files.program().resource()));
        args.addAll(files.program().args());
        args.replaceAll(Environment::literal);
        return args;
    }

    private List<ContainerPort> ports() {
        List<ContainerPort> ports = new ArrayList<>();
        DriverPorts.of(SparkLine.of(job.sparkVersion()), conf).forEach((name, number) -> {
            ContainerPort port = new ContainerPort();
            port.setName(name);
            port.setContainerPort(number);
            port.setProtocol("TCP");
            ports.add(port);
        });
        return ports;
    }

    private List<EnvVar> env() {
        List<EnvVar> env = new ArrayList<>(EnvironmentSources.ofOthers(shape.envSources()));
        env.add(new EnvVar(Environment.USER, Environment.literal(Environment.user(job)), null));
        env.add(new EnvVar("SPARK_APPLICATION_ID", attempt.appId(), null));
        Environment.ofDriver(job).forEach((name, value) -> env.add(new EnvVar(name, value, null)));
        env.add(EnvironmentSources.ofField(BIND_ADDRESS, "status.podIP"));
        env.addAll(EnvironmentSources.ofSecrets(shape.envSources()));
        PythonEnvironment.of(files.program(), conf).forEach((name, value) -> env.add(new EnvVar(name, value, null)));
        env.add(new EnvVar("SPARK_LOCAL_DIRS", localDirs.joined(), null));
        env.add(new EnvVar("SPARK_CONF_DIR", Payload.CONF_PATH, null));
        return env;
    }

    private ResourceRequirements resources() {
        PodSize size = footprint.driver();
        Quantity memory = new Quantity(Long.toString(size.memoryMib()), "Mi");
        Map<String, Quantity> limits = new LinkedHashMap<>();
        limits.put("memory", memory);
        if (!size.cpuLimit().isEmpty()) {
            limits.put("cpu", new Quantity(size.cpuLimit()));
        }
        size.devices().forEach((name, number) -> limits.put(name, new Quantity(number.toString())));
        ResourceRequirements resources = new ResourceRequirements();
        resources.setRequests(new TreeMap<>(Map.of("cpu", new Quantity(size.cpu()), "memory", memory)));
        resources.setLimits(limits);
        return resources;
    }

    private @Nullable String schedulerName() {
        String common = conf.get("spark.kubernetes.scheduler.name");
        return conf.getOrDefault("spark.kubernetes.driver.scheduler.name", common);
    }

    /** The Secrets with which the conf has all images pulled. */
    static List<LocalObjectReference> pullSecrets(Map<String, String> conf) {
        String names = conf.getOrDefault("spark.kubernetes.container.image.pullSecrets", "");
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split(",", -1))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .map(LocalObjectReference::new)
                        .toList();
    }
}
