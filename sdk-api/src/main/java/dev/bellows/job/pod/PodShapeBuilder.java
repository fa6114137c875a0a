package dev.bellows.job.pod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects the shape of a pod. Not thread-safe. */
public final class PodShapeBuilder {
    /** The shape that says nothing. */
    static final PodShape NOTHING = new PodShapeBuilder().build();

    private final ImmutablePodShape.Builder shape = ImmutablePodShape.assemble();
    // Immutables' builder refuses a key twice; the last word counts here.
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private final Map<String, String> nodeSelector = new LinkedHashMap<>();
    private final Map<String, EnvSource> envSources = new LinkedHashMap<>();

    PodShapeBuilder() {}

    /** Adds a label. */
    public PodShapeBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Adds an annotation. */
    public PodShapeBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    /** Adds a label that the node must have. */
    public PodShapeBuilder nodeSelector(String key, String value) {
        nodeSelector.put(key, value);
        return this;
    }

    /** Adds a wish about the node. */
    public PodShapeBuilder node(NodeRule rule) {
        shape.addNodeRules(rule);
        return this;
    }

    /** Adds a wish to run near other pods or away from them. */
    public PodShapeBuilder affinity(PodRule rule) {
        shape.addPodRules(rule);
        return this;
    }

    /** Adds an even spread of the executors. */
    public PodShapeBuilder spread(SpreadRule rule) {
        shape.addSpreadRules(rule);
        return this;
    }

    /** Adds a taint that the pod puts up with. */
    public PodShapeBuilder toleration(Toleration toleration) {
        shape.addTolerations(toleration);
        return this;
    }

    /** Sets the PriorityClass. */
    public PodShapeBuilder priorityClass(String name) {
        shape.priorityClass(name);
        return this;
    }

    /** Sets the scheduler. */
    public PodShapeBuilder schedulerName(String name) {
        shape.schedulerName(name);
        return this;
    }

    /** Sets the RuntimeClass. */
    public PodShapeBuilder runtimeClass(String name) {
        shape.runtimeClass(name);
        return this;
    }

    /** Sets the service account. */
    public PodShapeBuilder serviceAccount(String name) {
        shape.serviceAccount(name);
        return this;
    }

    /** Adds Secrets with which images are pulled. */
    public PodShapeBuilder imagePullSecrets(String... names) {
        shape.addImagePullSecrets(names);
        return this;
    }

    /** Adds a volume and mounts it into Spark's container. */
    public PodShapeBuilder volume(PodVolume volume) {
        shape.addVolumes(volume);
        return this;
    }

    /** Adds a volume that Spark's container reads and writes. */
    public PodShapeBuilder volume(String name, String mountPath, VolumeSource source) {
        return volume(PodVolume.of(name, mountPath, source));
    }

    /** Adds an environment variable whose value comes from elsewhere, such as a {@link SecretRef}. */
    public PodShapeBuilder env(String name, EnvSource source) {
        envSources.put(name, source);
        return this;
    }

    /** Adds all keys of a Secret or ConfigMap as environment variables. */
    public PodShapeBuilder envFrom(EnvFrom source) {
        shape.addEnvFrom(source);
        return this;
    }

    /** Adds a container that runs before Spark starts. */
    public PodShapeBuilder initContainer(PodContainerBuilder container) {
        shape.addInitContainers(container.build());
        return this;
    }

    /** Adds a container that runs along with Spark. */
    public PodShapeBuilder sidecar(PodContainerBuilder container) {
        shape.addSidecars(container.build());
        return this;
    }

    /** Sets where the pod's security differs from the default. */
    public PodShapeBuilder security(Security security) {
        shape.security(security);
        return this;
    }

    /** Adds a line of {@code /etc/hosts}. */
    public PodShapeBuilder hostAlias(String ip, String... hostnames) {
        shape.addHostAliases(HostAlias.of(ip, hostnames));
        return this;
    }

    /** Sets how the pod resolves names. */
    public PodShapeBuilder dns(Dns dns) {
        shape.dns(dns);
        return this;
    }

    /** Sets how long the pod may take to end, in seconds. */
    public PodShapeBuilder terminationGraceSeconds(int seconds) {
        shape.terminationGraceSeconds(seconds);
        return this;
    }

    /** Sets what is laid over the finished pod. */
    public PodShapeBuilder patch(PodPatch patch) {
        shape.patch(patch);
        return this;
    }

    /** Sets what is laid over the finished pod, as a JSON object. */
    public PodShapeBuilder patch(String json) {
        return patch(PodPatch.ofJson(json));
    }

    /** The shape. */
    public PodShape build() {
        return shape.labels(labels)
                .annotations(annotations)
                .nodeSelector(nodeSelector)
                .envSources(envSources)
                .build();
    }

    /** Adds two shapes: single values of the special one win, and what both say alike is said once. */
    void add(PodShape common, PodShape special) {
        addSingle(common);
        addSingle(special);
        shape.nodeRules(both(common.nodeRules(), special.nodeRules()))
                .podRules(both(common.podRules(), special.podRules()))
                .spreadRules(both(common.spreadRules(), special.spreadRules()))
                .tolerations(both(common.tolerations(), special.tolerations()))
                .imagePullSecrets(both(common.imagePullSecrets(), special.imagePullSecrets()))
                .volumes(both(common.volumes(), special.volumes()))
                .envFrom(both(common.envFrom(), special.envFrom()))
                .initContainers(both(common.initContainers(), special.initContainers()))
                .sidecars(both(common.sidecars(), special.sidecars()))
                .hostAliases(both(common.hostAliases(), special.hostAliases()));
    }

    private void addSingle(PodShape other) {
        labels.putAll(other.labels());
        annotations.putAll(other.annotations());
        nodeSelector.putAll(other.nodeSelector());
        envSources.putAll(other.envSources());
        other.priorityClass().ifPresent(shape::priorityClass);
        other.schedulerName().ifPresent(shape::schedulerName);
        other.runtimeClass().ifPresent(shape::runtimeClass);
        other.serviceAccount().ifPresent(shape::serviceAccount);
        other.security().ifPresent(shape::security);
        other.dns().ifPresent(shape::dns);
        other.terminationGraceSeconds().ifPresent(shape::terminationGraceSeconds);
        other.patch().ifPresent(shape::patch);
    }

    private static <T> List<T> both(List<T> common, List<T> special) {
        return Stream.concat(common.stream(), special.stream()).distinct().toList();
    }
}
