package dev.bellows.compile;

import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import java.util.List;
import java.util.Map;

/** Those volumes that Spark has conf for: its allocator makes them for executors, claims on demand and their reuse included. */
final class VolumeConf {
    private VolumeConf() {}

    /** Whether a line of Spark has conf for a volume. */
    static boolean has(SparkVersion version, PodVolume volume) {
        VolumeSource source = volume.source();
        if (source instanceof VolumeSource.HostPath host) {
            // Spark 3.5 leaves the kind out.
            return host.kind().isEmpty() || version.atLeast(SparkVersion.V4_0);
        }
        return source instanceof VolumeSource.EmptyDir
                || source instanceof VolumeSource.Claim
                || source instanceof VolumeSource.Nfs;
    }

    static void addTo(Map<String, String> conf, String role, SparkVersion version, List<PodVolume> volumes) {
        for (PodVolume volume : volumes) {
            if (has(version, volume)) {
                add(conf, "spark.kubernetes." + role + ".volumes.", volume);
            }
        }
    }

    private static void add(Map<String, String> conf, String prefix, PodVolume volume) {
        VolumeSource source = volume.source();
        String name = "." + volume.name() + ".";
        String base;
        if (source instanceof VolumeSource.EmptyDir dir) {
            base = prefix + "emptyDir" + name;
            if (dir.inMemory()) {
                conf.put(base + "options.medium", "Memory");
            }
            dir.sizeLimit().ifPresent(size -> conf.put(base + "options.sizeLimit", size));
        } else if (source instanceof VolumeSource.HostPath host) {
            base = prefix + "hostPath" + name;
            conf.put(base + "options.path", host.path());
            host.kind().ifPresent(kind -> conf.put(base + "options.type", kind));
        } else if (source instanceof VolumeSource.Nfs nfs) {
            base = prefix + "nfs" + name;
            conf.put(base + "options.path", nfs.path());
            conf.put(base + "options.server", nfs.server());
        } else {
            base = prefix + "persistentVolumeClaim" + name;
            addClaim(conf, base, (VolumeSource.Claim) source);
        }
        conf.put(base + "mount.path", volume.mountPath());
        if (volume.readOnly()) {
            conf.put(base + "mount.readOnly", "true");
        }
        volume.subPath().ifPresent(path -> conf.put(base + "mount.subPath", path));
    }

    private static void addClaim(Map<String, String> conf, String base, VolumeSource.Claim claim) {
        conf.put(base + "options.claimName", claim.name());
        claim.storageClass().ifPresent(name -> conf.put(base + "options.storageClass", name));
        claim.size().ifPresent(size -> conf.put(base + "options.sizeLimit", size));
        claim.labels().forEach((key, value) -> conf.put(base + "label." + key, value));
        claim.annotations().forEach((key, value) -> conf.put(base + "annotation." + key, value));
    }
}
