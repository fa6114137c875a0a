package dev.bellows.conformance.spark;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** The conf by which somebody shapes pods as far as Spark has conf for it; the rest is in {@link SubmittedTemplate}. */
final class SubmittedPods {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    private final Map<String, String> conf;
    private final String role;
    private final SparkVersion version;

    private SubmittedPods(Map<String, String> conf, String role, SparkVersion version) {
        this.conf = conf;
        this.role = role;
        this.version = version;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        new SubmittedPods(conf, "driver", job.sparkVersion()).add(ofDriver(job));
        new SubmittedPods(conf, "executor", job.sparkVersion()).add(ofExecutors(job));
        List<String> pull = job.pod().imagePullSecrets();
        if (!pull.isEmpty()) {
            conf.merge("spark.kubernetes.container.image.pullSecrets", String.join(",", pull), (a, b) -> a + "," + b);
        }
    }

    static PodShape ofDriver(SparkJob job) {
        return SubmittedPresets.shape(job).with(job.pod()).with(job.driver().pod());
    }

    static PodShape ofExecutors(SparkJob job) {
        return SubmittedPresets.shape(job).with(job.pod()).with(job.executors().pod());
    }

    /** What the volumes in memory of a pod can hold, in mebibytes. */
    static long inMemoryMib(PodShape shape) {
        long sum = 0;
        for (PodVolume volume : shape.volumes()) {
            if (volume.source() instanceof VolumeSource.EmptyDir dir && dir.inMemory()) {
                BigDecimal bytes =
                        Quantity.getAmountInBytes(new Quantity(dir.sizeLimit().orElseThrow()));
                sum += bytes.divide(MEBIBYTE, RoundingMode.CEILING).longValueExact();
            }
        }
        return sum;
    }

    /** Whether a line of Spark has conf for a volume: the kind of a folder of the node came with 4.0. */
    static boolean hasConf(PodVolume volume, SparkVersion version) {
        boolean kind = volume.source() instanceof VolumeSource.HostPath host
                && host.kind().isPresent();
        return !typeOf(volume).isEmpty() && !(kind && version == SparkVersion.V3_5);
    }

    private void add(PodShape shape) {
        String prefix = "spark.kubernetes." + role + ".";
        shape.labels().forEach((key, value) -> conf.put(prefix + "label." + key, value));
        shape.annotations().forEach((key, value) -> conf.put(prefix + "annotation." + key, value));
        shape.nodeSelector().forEach((key, value) -> conf.put(prefix + "node.selector." + key, value));
        shape.schedulerName().ifPresent(name -> conf.put(prefix + "scheduler.name", name));
        shape.serviceAccount()
                .ifPresent(name -> conf.put("spark.kubernetes.authenticate." + role + ".serviceAccountName", name));
        shape.envSources().forEach((name, source) -> {
            if (source instanceof SecretRef secret) {
                conf.put(prefix + "secretKeyRef." + name, secret.name() + ":" + secret.key());
            }
        });
        shape.volumes().stream().filter(volume -> hasConf(volume, version)).forEach(this::add);
    }

    private void add(PodVolume volume) {
        String key = "spark.kubernetes." + role + ".volumes." + typeOf(volume) + "." + volume.name() + ".";
        conf.put(key + "mount.path", volume.mountPath());
        if (volume.readOnly()) {
            conf.put(key + "mount.readOnly", "true");
        }
        volume.subPath().ifPresent(path -> conf.put(key + "mount.subPath", path));
        VolumeSource source = volume.source();
        if (source instanceof VolumeSource.EmptyDir dir) {
            conf.put(key + "options.medium", dir.inMemory() ? "Memory" : "");
            dir.sizeLimit().ifPresent(size -> conf.put(key + "options.sizeLimit", size));
        } else if (source instanceof VolumeSource.HostPath host) {
            conf.put(key + "options.path", host.path());
            host.kind().ifPresent(kind -> conf.put(key + "options.type", kind));
        } else if (source instanceof VolumeSource.Nfs nfs) {
            conf.put(key + "options.server", nfs.server());
            conf.put(key + "options.path", nfs.path());
        } else if (source instanceof VolumeSource.Claim claim) {
            conf.put(key + "options.claimName", claim.name());
            claim.storageClass().ifPresent(name -> conf.put(key + "options.storageClass", name));
            claim.size().ifPresent(size -> conf.put(key + "options.sizeLimit", size));
            claim.labels().forEach((name, value) -> conf.put(key + "label." + name, value));
            claim.annotations().forEach((name, value) -> conf.put(key + "annotation." + name, value));
        }
    }

    private static String typeOf(PodVolume volume) {
        VolumeSource source = volume.source();
        if (source instanceof VolumeSource.EmptyDir) {
            return "emptyDir";
        } else if (source instanceof VolumeSource.HostPath) {
            return "hostPath";
        } else if (source instanceof VolumeSource.Nfs) {
            return "nfs";
        }
        return source instanceof VolumeSource.Claim ? "persistentVolumeClaim" : "";
    }
}
