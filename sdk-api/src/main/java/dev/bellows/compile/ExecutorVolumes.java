package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The volumes that Spark's allocator adds to an executor: its conf, secrets and volumes of the conf, local folders. */
final class ExecutorVolumes {
    private static final String CONF_VOLUME = "spark-conf-volume-exec";
    // The driver makes it when it starts, and draws its name.
    private static final String CONF_MAP = "spark-exec-conf-map";
    private static final String LOCAL = "spark-local-dir-";
    private static final String LOCAL_DIRS = "SPARK_LOCAL_DIRS";

    private final CompiledJob job;
    private final ConfView conf;
    private final int id;
    private final List<Volume> volumes = new ArrayList<>();
    private final List<VolumeMount> mounts = new ArrayList<>();
    private final List<EnvVar> environment = new ArrayList<>();

    ExecutorVolumes(CompiledJob job, ConfView conf, int id) {
        this.job = job;
        this.conf = conf;
        this.id = id;
        addConf();
        addConfVolumes();
        addLocalDirs();
    }

    List<Volume> volumes() {
        return volumes;
    }

    List<VolumeMount> mounts() {
        return mounts;
    }

    List<EnvVar> environment() {
        return environment;
    }

    private void addConf() {
        if (!conf.isOn("spark.kubernetes.executor.disableConfigMap")) {
            volumes.add(new VolumeBuilder()
                    .withName(CONF_VOLUME)
                    .withNewConfigMap()
                    .withName(CONF_MAP)
                    .endConfigMap()
                    .build());
            addMount(CONF_VOLUME, Payload.CONF_PATH);
        }
    }

    private void addMount(String volume, String path) {
        mounts.add(new VolumeMountBuilder().withName(volume).withMountPath(path).build());
    }

    private void addConfVolumes() {
        Map<String, SortedMap<String, String>> byVolume = new TreeMap<>();
        conf.under("spark.kubernetes.executor.volumes.").forEach((key, value) -> {
            String[] parts = key.split("\\.", 3);
            if (parts.length == 3) {
                byVolume.computeIfAbsent(parts[0] + "." + parts[1], name -> new TreeMap<>())
                        .put(parts[2], value);
            }
        });
        int index = 0;
        for (Map.Entry<String, SortedMap<String, String>> volume : byVolume.entrySet()) {
            String[] typeAndName = volume.getKey().split("\\.", 2);
            addVolume(typeAndName[0], typeAndName[1], volume.getValue(), index++);
        }
    }

    private void addVolume(String type, String name, SortedMap<String, String> options, int index) {
        VolumeBuilder volume = new VolumeBuilder().withName(name);
        switch (type) {
            case "hostPath" ->
                volume.withNewHostPath(options.get("options.path"), options.getOrDefault("options.type", ""));
            case "emptyDir" -> {
                String limit = options.get("options.sizeLimit");
                volume.withEmptyDir(new EmptyDirVolumeSource(
                        options.getOrDefault("options.medium", ""), limit == null ? null : new Quantity(limit)));
            }
            case "nfs" -> volume.withNewNfs(options.get("options.path"), null, options.get("options.server"));
            default -> {
                String claim = options.getOrDefault("options.claimName", "");
                String claimed = claim.replace("OnDemand", job.attempt().prefix() + "-exec-" + id + "-pvc-" + index)
                        .replace("SPARK_EXECUTOR_ID", Integer.toString(id));
                volume.withNewPersistentVolumeClaim(claimed, readOnly(options));
            }
        }
        volumes.add(volume.build());
        mounts.add(new VolumeMountBuilder()
                .withName(name)
                .withMountPath(options.get("mount.path"))
                .withReadOnly(readOnly(options))
                .withSubPath(options.getOrDefault("mount.subPath", ""))
                .withSubPathExpr(options.getOrDefault("mount.subPathExpr", ""))
                .build());
    }

    private static boolean readOnly(Map<String, String> options) {
        return Boolean.parseBoolean(options.get("mount.readOnly"));
    }

    private void addLocalDirs() {
        List<VolumeMount> all = new ArrayList<>(mounts);
        job.executorTemplate().getSpec().getContainers().stream()
                .map(Container::getVolumeMounts)
                .forEach(all::addAll);
        String given = all.stream()
                .filter(mount -> mount.getName().startsWith(LOCAL))
                .map(VolumeMount::getMountPath)
                .collect(Collectors.joining(","));
        if (!given.isEmpty()) {
            environment.add(new EnvVar(LOCAL_DIRS, given, null));
            return;
        }
        String paths = ofDriver();
        LocalDirs dirs = new LocalDirs(List.of(paths.split(",", -1)), false);
        volumes.addAll(dirs.volumes());
        mounts.addAll(dirs.mounts());
        environment.add(new EnvVar(LOCAL_DIRS, paths, null));
    }

    // The allocator runs in the driver and takes over the driver's own folders.
    private String ofDriver() {
        return ExecutorEnvironment.ofDriver(job, LOCAL_DIRS);
    }
}
