package dev.bellows.check;

import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.VolumeShuffle;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import java.util.HashSet;
import java.util.Set;

/** Checks the volumes of a role: names, mount paths, and what each kind needs. */
final class VolumeChecks {
    private static final Set<String> RESERVED_NAMES = Set.of(
            "spark-conf-volume-driver",
            "spark-conf-volume-exec",
            "pod-template-volume",
            "bellows-control",
            "bellows-files",
            "bellows-gpu",
            "hadoop-properties",
            "hadoop-secret",
            "krb5-file");
    private static final Set<String> RESERVED_PATHS = Set.of("/", "/opt", "/opt/spark");
    // Nothing can be mounted below these either: they are read-only.
    private static final Set<String> RESERVED_FOLDERS = Set.of(
            "/opt/spark/conf", "/opt/spark/pod-template", "/opt/bellows", "/opt/bellows-control", "/opt/bellows-gpu");

    private static final String SCRATCH = "/var/data/spark";
    private static final String RECOVERABLE = "/data/spark-volume/executor-volume";

    private final PodRole role;
    private final Findings findings;

    private VolumeChecks(PodRole role, Findings findings) {
        this.role = role;
        this.findings = findings;
    }

    static void check(PodRole role, SparkJob job, Findings findings) {
        VolumeChecks checks = new VolumeChecks(role, findings);
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        checks.addScratch(job, names, paths);
        for (PodVolume volume : role.shape().volumes()) {
            checks.checkName(volume, names.add(volume.name()));
            checks.checkPath(volume, paths.add(clean(volume.mountPath())));
            checks.checkSource(volume);
        }
    }

    /** The scratch folders that pods have without the job's volumes. */
    private void addScratch(SparkJob job, Set<String> names, Set<String> paths) {
        Shuffle shuffle = job.shuffle().orElse(null);
        if (!role.driver() && (shuffle instanceof VolumeShuffle || shuffle instanceof ServiceShuffle)) {
            names.add(PodVolume.LOCAL_DIR_PREFIX + 1);
            paths.add(shuffle instanceof ServiceShuffle service ? clean(service.folder()) : RECOVERABLE);
        } else if (role.shape().volumes().stream().noneMatch(PodVolume::isLocalDir)) {
            for (String path :
                    job.conf().getOrDefault("spark.local.dir", SCRATCH).split(",", -1)) {
                paths.add(clean(path));
            }
        }
    }

    /** Whether Spark or Bellows has a volume of a name on some pod. */
    static boolean isReservedName(String name) {
        return RESERVED_NAMES.contains(name);
    }

    /** Whether a mount at a path would hide files of Spark or Bellows, or fail below theirs. */
    static boolean isReservedPath(String path) {
        String clean = clean(path);
        return RESERVED_PATHS.contains(clean)
                || RESERVED_FOLDERS.stream().anyMatch(folder -> (clean + "/").startsWith(folder + "/"));
    }

    private static String clean(String path) {
        return path.replaceAll("/+", "/").replaceFirst("(?<=.)/$", "");
    }

    private String field(PodVolume volume) {
        return role.field() + ".volumes." + volume.name();
    }

    private void checkName(PodVolume volume, boolean first) {
        if (!KubernetesNames.isLabel(volume.name())) {
            findings.report(
                    VolumeProblem.VOLUME_NAME_INVALID,
                    role.field() + ".volumes",
                    volume.name(),
                    KubernetesNames.LABEL_RULE,
                    "Correct the volume's name.");
        } else if (isReservedName(volume.name())) {
            findings.report(
                    VolumeProblem.VOLUME_NAME_RESERVED,
                    field(volume),
                    volume.name(),
                    "a name that neither Spark nor Bellows uses",
                    "Choose another name.");
        } else if (!first) {
            findings.report(
                    VolumeProblem.VOLUME_TWICE,
                    field(volume),
                    "a second volume of this name",
                    "a name of its own for each volume of a pod, those common to both roles and of the shuffle included",
                    "Rename or remove one of them.");
        }
    }

    private void checkPath(PodVolume volume, boolean first) {
        String path = volume.mountPath();
        boolean valid = path.startsWith("/") && isClean(path) && !path.contains(":") && !path.contains(",");
        if (!valid) {
            findings.report(
                    VolumeProblem.MOUNT_PATH_INVALID,
                    field(volume) + ".mountPath",
                    path,
                    "an absolute path without '..', ':' and ','",
                    "Correct the path.");
        } else if (isReservedPath(path)) {
            findings.report(
                    VolumeProblem.MOUNT_PATH_RESERVED,
                    field(volume) + ".mountPath",
                    path,
                    "a path that hides nothing of Spark or Bellows",
                    "Mount it elsewhere.");
        } else if (!first) {
            findings.report(
                    VolumeProblem.MOUNT_PATH_TWICE,
                    field(volume) + ".mountPath",
                    path,
                    "a path of its own for each volume of a pod, Spark's scratch folder included",
                    "Mount one of them elsewhere.");
        }
        volume.subPath()
                .filter(sub -> sub.isEmpty() || sub.startsWith("/") || !isClean(sub))
                .ifPresent(sub -> findings.report(
                        VolumeProblem.SUB_PATH_INVALID,
                        field(volume) + ".subPath",
                        sub,
                        "a relative path without '..'",
                        "Correct the path."));
    }

    private void checkSource(PodVolume volume) {
        VolumeSource source = volume.source();
        if (volume.isLocalDir() && volume.readOnly()) {
            findings.report(
                    VolumeProblem.LOCAL_DIR_READ_ONLY,
                    field(volume) + ".readOnly",
                    "true",
                    "a scratch folder that Spark can write",
                    "Rename the volume or make it writable.");
        }
        if (source instanceof VolumeSource.HostPath || source instanceof VolumeSource.Nfs) {
            checkAllowed(volume);
        }
        VolumeSourceChecks.check(field(volume) + ".source", source, role.driver(), findings);
    }

    private void checkAllowed(PodVolume volume) {
        if (role.isRestricted()) {
            findings.report(
                    VolumeProblem.VOLUME_NOT_RESTRICTED,
                    field(volume) + ".source",
                    volume.source() instanceof VolumeSource.Nfs ? "nfs" : "hostPath",
                    "a kind of volume that Pod Security \"restricted\" allows",
                    "Use a PersistentVolumeClaim, or opt out with security(Security.relaxed()).");
        }
    }

    static boolean isClean(String path) {
        return !path.isBlank()
                && path.chars().noneMatch(Character::isISOControl)
                && !("/" + path + "/").contains("/../");
    }
}
