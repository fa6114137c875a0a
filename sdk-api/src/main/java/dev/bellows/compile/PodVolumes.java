package dev.bellows.compile;

import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
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
        VolumeBuilder built = new VolumeBuilder().withName(volume.name());
        VolumeSource source = volume.source();
        if (source instanceof VolumeSource.EmptyDir dir) {
            built.withNewEmptyDir()
                    .withMedium(dir.inMemory() ? "Memory" : null)
                    .withSizeLimit(dir.sizeLimit().map(Quantity::new).orElse(null))
                    .endEmptyDir();
        } else if (source instanceof VolumeSource.HostPath host) {
            built.withNewHostPath(host.path(), host.kind().orElse(null));
        } else if (source instanceof VolumeSource.Nfs nfs) {
            built.withNewNfs(nfs.path(), null, nfs.server());
        } else if (source instanceof VolumeSource.Claim) {
            built.withNewPersistentVolumeClaim(claimName, volume.readOnly());
        } else {
            addOther(built, source);
        }
        return built.build();
    }

    private static void addOther(VolumeBuilder built, VolumeSource source) {
        if (source instanceof VolumeSource.ConfigMapFiles map) {
            built.withNewConfigMap()
                    .withName(map.name())
                    .withItems(items(map.items()))
                    .endConfigMap();
        } else if (source instanceof VolumeSource.SecretFiles secret) {
            built.withNewSecret()
                    .withSecretName(secret.name())
                    .withItems(items(secret.items()))
                    .endSecret();
        } else if (source instanceof VolumeSource.Projected projected) {
            built.withNewProjected()
                    .withSources(projected.projections().stream()
                            .map(PodVolumes::projection)
                            .toList())
                    .endProjected();
        } else if (source instanceof VolumeSource.Ephemeral ephemeral) {
            built.withNewEphemeral()
                    .withNewVolumeClaimTemplate()
                    .withNewSpec()
                    .withAccessModes("ReadWriteOnce")
                    .withStorageClassName(ephemeral.storageClass())
                    .withNewResources()
                    .addToRequests("storage", new Quantity(ephemeral.size()))
                    .endResources()
                    .endSpec()
                    .endVolumeClaimTemplate()
                    .endEphemeral();
        }
    }

    private static VolumeProjection projection(Projection source) {
        VolumeProjectionBuilder built = new VolumeProjectionBuilder();
        if (source instanceof Projection.OfConfigMap map) {
            built.withNewConfigMap()
                    .withName(map.name())
                    .withItems(items(map.items()))
                    .endConfigMap();
        } else if (source instanceof Projection.OfSecret secret) {
            built.withNewSecret()
                    .withName(secret.name())
                    .withItems(items(secret.items()))
                    .endSecret();
        } else if (source instanceof Projection.OfToken token) {
            built.withNewServiceAccountToken()
                    .withAudience(token.audience())
                    .withPath(token.path())
                    .withExpirationSeconds(
                            token.expirationSeconds().map(Integer::longValue).orElse(null))
                    .endServiceAccountToken();
        }
        return built.build();
    }

    private static List<KeyToPath> items(Map<String, String> items) {
        return new TreeMap<>(items)
                .entrySet().stream()
                        .map(item -> new KeyToPath(item.getKey(), null, item.getValue()))
                        .toList();
    }
}
