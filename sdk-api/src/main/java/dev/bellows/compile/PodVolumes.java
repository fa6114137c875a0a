package dev.bellows.compile;

import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EphemeralVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Volumes as Kubernetes has them, as Spark's own builder writes them where it knows their kind. */
final class PodVolumes {
    private PodVolumes() {}

    static VolumeMount mount(String volume, String path) {
        VolumeMount mount = new VolumeMount();
        mount.setName(volume);
        mount.setMountPath(path);
        return mount;
    }

    static List<VolumeMount> mounts(List<PodVolume> volumes) {
        List<VolumeMount> mounts = new ArrayList<>();
        for (PodVolume volume : volumes) {
            VolumeMount mount = mount(volume.name(), volume.mountPath());
            mount.setReadOnly(volume.readOnly());
            mount.setSubPath(volume.subPath().orElse(null));
            mounts.add(mount);
        }
        return mounts;
    }

    /**
     * A volume.
     *
     * @param claimName the name of its claim, if it is of one
     */
    static Volume volume(PodVolume volume, String claimName) {
        Volume built = new Volume();
        built.setName(volume.name());
        VolumeSource source = volume.source();
        if (source instanceof VolumeSource.EmptyDir dir) {
            built.setEmptyDir(new EmptyDirVolumeSource(
                    dir.inMemory() ? "Memory" : null,
                    dir.sizeLimit().map(Quantity::new).orElse(null)));
        } else if (source instanceof VolumeSource.HostPath host) {
            built.setHostPath(new HostPathVolumeSource(host.path(), host.kind().orElse(null)));
        } else if (source instanceof VolumeSource.Nfs nfs) {
            built.setNfs(new NFSVolumeSource(nfs.path(), null, nfs.server()));
        } else if (source instanceof VolumeSource.Claim) {
            built.setPersistentVolumeClaim(new PersistentVolumeClaimVolumeSource(claimName, volume.readOnly()));
        } else {
            setOther(built, source);
        }
        return built;
    }

    private static void setOther(Volume built, VolumeSource source) {
        if (source instanceof VolumeSource.ConfigMapFiles map) {
            built.setConfigMap(new ConfigMapVolumeSource(null, items(map.items()), map.name(), null));
        } else if (source instanceof VolumeSource.SecretFiles secret) {
            built.setSecret(new SecretVolumeSource(null, items(secret.items()), null, secret.name()));
        } else if (source instanceof VolumeSource.Projected projected) {
            ProjectedVolumeSource sources = new ProjectedVolumeSource();
            sources.setSources(
                    projected.projections().stream().map(PodVolumes::projection).toList());
            built.setProjected(sources);
        } else if (source instanceof VolumeSource.Ephemeral ephemeral) {
            built.setEphemeral(new EphemeralVolumeSource(claim(ephemeral)));
        }
    }

    private static PersistentVolumeClaimTemplate claim(VolumeSource.Ephemeral ephemeral) {
        VolumeResourceRequirements resources = new VolumeResourceRequirements();
        resources.setRequests(Map.of("storage", new Quantity(ephemeral.size())));
        PersistentVolumeClaimSpec spec = new PersistentVolumeClaimSpec();
        spec.setAccessModes(List.of("ReadWriteOnce"));
        spec.setStorageClassName(ephemeral.storageClass());
        spec.setResources(resources);
        return new PersistentVolumeClaimTemplate(null, spec);
    }

    private static VolumeProjection projection(Projection source) {
        VolumeProjection built = new VolumeProjection();
        if (source instanceof Projection.OfConfigMap map) {
            built.setConfigMap(new ConfigMapProjection(items(map.items()), map.name(), null));
        } else if (source instanceof Projection.OfSecret secret) {
            built.setSecret(new SecretProjection(items(secret.items()), secret.name(), null));
        } else if (source instanceof Projection.OfToken token) {
            built.setServiceAccountToken(new ServiceAccountTokenProjection(
                    token.audience(),
                    token.expirationSeconds().map(Integer::longValue).orElse(null),
                    token.path()));
        }
        return built;
    }

    private static List<KeyToPath> items(Map<String, String> items) {
        List<KeyToPath> paths = new ArrayList<>();
        new TreeMap<>(items).forEach((key, path) -> paths.add(new KeyToPath(key, null, path)));
        return paths;
    }
}
