package dev.bellows.check;

import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.VolumeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what a volume is. */
final class VolumeSourceChecks {
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
    private static final Set<String> HOST_PATH_KINDS =
            Set.of("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice");
    private static final int SHORTEST_TOKEN = 600;

    private final String field;
    private final Findings findings;

    private VolumeSourceChecks(String field, Findings findings) {
        this.field = field;
        this.findings = findings;
    }

    static void check(String field, VolumeSource source, boolean driver, Findings findings) {
        VolumeSourceChecks checks = new VolumeSourceChecks(field, findings);
        if (source instanceof VolumeSource.EmptyDir dir) {
            checks.checkEmptyDir(dir);
        } else if (source instanceof VolumeSource.HostPath host) {
            checks.checkHostPath(host);
        } else if (source instanceof VolumeSource.Claim claim) {
            checks.checkClaim(claim, driver);
        } else if (source instanceof VolumeSource.Nfs nfs) {
            checks.checkNfs(nfs);
        } else if (source instanceof VolumeSource.ConfigMapFiles map) {
            checks.checkFiles(map.name(), map.items());
        } else if (source instanceof VolumeSource.SecretFiles secret) {
            checks.checkFiles(secret.name(), secret.items());
        } else if (source instanceof VolumeSource.Projected projected) {
            checks.checkProjected(projected.projections());
        } else if (source instanceof VolumeSource.Ephemeral ephemeral) {
            checks.checkName("storageClass", ephemeral.storageClass());
            checks.checkSize("size", Optional.of(ephemeral.size()));
        }
    }

    private void checkEmptyDir(VolumeSource.EmptyDir dir) {
        checkSize("sizeLimit", dir.sizeLimit());
        if (dir.inMemory() && dir.sizeLimit().isEmpty()) {
            findings.report(
                    VolumeProblem.TMPFS_SIZE_MISSING,
                    field + ".sizeLimit",
                    "",
                    "a size: what is written to it counts against the pod's memory",
                    "Use inMemory(size).");
        }
    }

    private void checkHostPath(VolumeSource.HostPath host) {
        boolean valid = host.path().startsWith("/")
                && VolumeChecks.isClean(host.path())
                && host.kind().filter(kind -> !HOST_PATH_KINDS.contains(kind)).isEmpty();
        if (!valid) {
            findings.report(
                    VolumeProblem.HOST_PATH_INVALID,
                    field,
                    host.path() + " " + host.kind().orElse(""),
                    "an absolute path without '..', and one of Kubernetes' kinds such as DirectoryOrCreate",
                    "Correct path or kind.");
        }
    }

    private void checkNfs(VolumeSource.Nfs nfs) {
        if (nfs.server().isBlank() || !nfs.path().startsWith("/") || !VolumeChecks.isClean(nfs.path())) {
            findings.report(
                    VolumeProblem.NFS_INVALID,
                    field,
                    nfs.server() + ":" + nfs.path(),
                    "a server and an absolute path without '..'",
                    "Correct it with nfs(server, path).");
        }
    }

    private void checkClaim(VolumeSource.Claim claim, boolean driver) {
        boolean onDemand = claim.name().contains(VolumeSource.Claim.ON_DEMAND);
        boolean eachOwn = onDemand || claim.name().contains(VolumeSource.Claim.EXECUTOR_ID);
        String name =
                claim.name().replace(VolumeSource.Claim.ON_DEMAND, "x").replace(VolumeSource.Claim.EXECUTOR_ID, "1");
        checkName("name", name);
        claim.storageClass().ifPresent(storageClass -> checkName("storageClass", storageClass));
        checkSize("size", claim.size());
        if (claim.storageClass().isPresent() != claim.size().isPresent() || (onDemand && !claim.isCreated())) {
            findings.report(
                    VolumeProblem.CLAIM_HALF,
                    field,
                    onDemand ? "a claim on demand" : "one of storage class and size",
                    "storage class and size together: a claim is created only with both",
                    "Use claimOnDemand(storageClass, size) or claim(name).");
        } else if (!driver && claim.isCreated() && !eachOwn) {
            findings.report(
                    VolumeProblem.CLAIM_SHARED,
                    field,
                    claim.name(),
                    "a name with OnDemand or SPARK_EXECUTOR_ID: each executor creates a claim",
                    "Use claimOnDemand(storageClass, size), or claim(name) for one that exists.");
        }
    }

    private void checkProjected(List<Projection> projections) {
        if (projections.isEmpty()) {
            findings.report(
                    VolumeProblem.PROJECTION_EMPTY, field, "", "at least one source", "Name what the volume holds.");
        }
        for (Projection projection : projections) {
            if (projection instanceof Projection.OfConfigMap map) {
                checkFiles(map.name(), map.items());
            } else if (projection instanceof Projection.OfSecret secret) {
                checkFiles(secret.name(), secret.items());
            } else if (projection instanceof Projection.OfToken token) {
                checkFilePath(token.path());
                token.expirationSeconds()
                        .filter(seconds -> seconds < SHORTEST_TOKEN)
                        .ifPresent(seconds -> findings.report(
                                VolumeProblem.TOKEN_EXPIRATION,
                                field,
                                seconds.toString(),
                                ">= " + SHORTEST_TOKEN + " seconds",
                                "Let the token live longer."));
            }
        }
    }

    private void checkFiles(String name, Map<String, String> items) {
        checkName("name", name);
        items.forEach((key, path) -> {
            if (!KEY.matcher(key).matches()) {
                findings.report(
                        VolumeProblem.DATA_KEY_INVALID,
                        field + ".items",
                        key,
                        "letters, digits, '-', '_' and '.'",
                        "Correct the key.");
            }
            checkFilePath(path);
        });
    }

    private void checkFilePath(String path) {
        if (path.startsWith("/") || !VolumeChecks.isClean(path)) {
            findings.report(
                    VolumeProblem.FILE_PATH_INVALID, field, path, "a relative path without '..'", "Correct the path.");
        }
    }

    private void checkName(String part, String name) {
        if (!KubernetesNames.isSubdomain(name)) {
            findings.report(
                    VolumeProblem.OBJECT_NAME_INVALID,
                    field + "." + part,
                    name,
                    KubernetesNames.SUBDOMAIN_RULE,
                    "Correct the name.");
        }
    }

    private void checkSize(String part, Optional<String> size) {
        size.filter(text -> !Quantities.isSize(text))
                .ifPresent(text -> findings.report(
                        VolumeProblem.QUANTITY_INVALID,
                        field + "." + part,
                        text,
                        Quantities.SIZE_RULE,
                        "Correct the size."));
    }
}
