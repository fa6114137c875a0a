package dev.bellows.check;

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
            "bellows-files",
            "hadoop-properties",
            "hadoop-secret",
            "krb5-file");
    private static final Set<String> RESERVED_PATHS =
            Set.of("/", "/opt", "/opt/spark", "/opt/spark/conf", "/opt/spark/pod-template", "/opt/bellows");

    private final PodRole role;
    private final Findings findings;

    private VolumeChecks(PodRole role, Findings findings) {
        this.role = role;
        this.findings = findings;
    }

    static void check(PodRole role, Findings findings) {
        VolumeChecks checks = new VolumeChecks(role, findings);
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (PodVolume volume : role.shape().volumes()) {
            checks.checkName(volume, names.add(volume.name()));
            checks.checkPath(volume, paths.add(volume.mountPath()));
            checks.checkSource(volume);
        }
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
        } else if (RESERVED_NAMES.contains(volume.name())) {
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
                    "a name of its own for each volume of a pod, those common to both roles included",
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
        } else if (RESERVED_PATHS.contains(path.replaceFirst("(?<=.)/+$", ""))) {
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
                    "a path of its own for each volume of a pod",
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
