package dev.bellows.k8s.internal.preflight;

import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.DriverControl;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a job's pods refer to and cannot start without, each with the field that names it. Pure. */
final class References {
    /** Its ConfigMap is made by the driver. */
    private static final String EXECUTOR_CONF = "spark-conf-volume-exec";

    final SortedMap<String, String> secrets = new TreeMap<>();
    final SortedMap<String, String> configMaps = new TreeMap<>();
    final SortedMap<String, String> claims = new TreeMap<>();
    final SortedMap<String, String> storageClasses = new TreeMap<>();
    final SortedMap<String, String> priorityClasses = new TreeMap<>();
    final SortedMap<String, String> accounts = new TreeMap<>();
    private final Set<String> own = new TreeSet<>();
    private final String prefix;

    /** What Spark's driver makes for its executors begins with the attempt's prefix. */
    private References(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The references of the pods of a job.
     *
     * @param pods by role
     */
    static References of(CompiledJob job, Map<String, Pod> pods) {
        References references = new References(job.attempt().prefix());
        job.configMap().ifPresent(map -> references.own.add(map.getMetadata().getName()));
        references.own.add(DriverControl.secretName(job.attempt().run().runName()));
        job.extras().forEach(object -> {
            references.own.add(object.getMetadata().getName());
            if (object instanceof PersistentVolumeClaim claim) {
                references.storageClass(claim.getSpec().getStorageClassName(), "driver.pod.volumes");
            }
        });
        pods.forEach((role, pod) -> references.read(role, pod.getSpec()));
        job.conf().forEach((key, value) -> {
            if (key.startsWith("spark.kubernetes.executor.volumes.") && key.endsWith(".options.storageClass")) {
                references.storageClass(value, "executors.pod.volumes");
            }
        });
        return references;
    }

    private void read(String role, PodSpec pod) {
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .forEach(container -> read(role, container));
        pod.getVolumes().stream()
                .filter(volume -> !EXECUTOR_CONF.equals(volume.getName()))
                .forEach(volume -> read(role + ".pod.volumes." + volume.getName(), volume));
        pod.getImagePullSecrets().forEach(secret -> add(secrets, secret.getName(), "imagePullSecrets", null));
        add(priorityClasses, pod.getPriorityClassName(), role + ".pod.priorityClass", null);
        add(accounts, pod.getServiceAccountName(), role + ".serviceAccount", null);
    }

    private void read(String role, Container container) {
        container.getEnv().forEach(variable -> {
            EnvVarSource source = variable.getValueFrom();
            String field = role + ".pod.env." + variable.getName();
            if (source != null && source.getSecretKeyRef() != null) {
                add(
                        secrets,
                        source.getSecretKeyRef().getName(),
                        field,
                        source.getSecretKeyRef().getOptional());
            }
            if (source != null && source.getConfigMapKeyRef() != null) {
                add(
                        configMaps,
                        source.getConfigMapKeyRef().getName(),
                        field,
                        source.getConfigMapKeyRef().getOptional());
            }
        });
        container.getEnvFrom().forEach(source -> {
            String field = role + ".pod.envFrom";
            if (source.getSecretRef() != null) {
                add(
                        secrets,
                        source.getSecretRef().getName(),
                        field,
                        source.getSecretRef().getOptional());
            }
            if (source.getConfigMapRef() != null) {
                add(
                        configMaps,
                        source.getConfigMapRef().getName(),
                        field,
                        source.getConfigMapRef().getOptional());
            }
        });
    }

    private void read(String field, Volume volume) {
        if (volume.getSecret() != null) {
            add(
                    secrets,
                    volume.getSecret().getSecretName(),
                    field,
                    volume.getSecret().getOptional());
        }
        if (volume.getConfigMap() != null) {
            add(
                    configMaps,
                    volume.getConfigMap().getName(),
                    field,
                    volume.getConfigMap().getOptional());
        }
        if (volume.getPersistentVolumeClaim() != null) {
            add(claims, volume.getPersistentVolumeClaim().getClaimName(), field, null);
        }
        if (volume.getEphemeral() != null) {
            storageClass(
                    volume.getEphemeral().getVolumeClaimTemplate().getSpec().getStorageClassName(), field);
        }
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().forEach(source -> read(field, source));
        }
    }

    private void read(String field, VolumeProjection source) {
        if (source.getSecret() != null) {
            add(secrets, source.getSecret().getName(), field, source.getSecret().getOptional());
        }
        if (source.getConfigMap() != null) {
            add(
                    configMaps,
                    source.getConfigMap().getName(),
                    field,
                    source.getConfigMap().getOptional());
        }
    }

    private void storageClass(@Nullable String name, String field) {
        add(storageClasses, name, field, null);
    }

    private void add(Map<String, String> to, @Nullable String name, String field, @Nullable Boolean optional) {
        boolean named = name != null && !name.isEmpty() && !name.startsWith(prefix) && !own.contains(name);
        if (named && !Boolean.TRUE.equals(optional)) {
            to.putIfAbsent(name, field);
        }
    }
}
