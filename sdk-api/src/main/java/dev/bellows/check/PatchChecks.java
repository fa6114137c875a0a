package dev.bellows.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.job.pod.PodPatch;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Set;

/** Checks patches of pods: that they are parts of a pod, keep what Bellows and Spark need, and stay within the security profile. */
final class PatchChecks {
    private static final int LIMIT = 64 * 1024;
    private static final Set<String> ROOT = Set.of("metadata", "spec");
    private static final Set<String> METADATA = Set.of("labels", "annotations");
    private static final Set<String> SPEC = Set.of(
            "restartPolicy", "serviceAccount", "serviceAccountName", "schedulerName", "nodeName", "hostname", "$patch");
    private static final Set<String> CONTAINER =
            Set.of("image", "imagePullPolicy", "command", "args", "lifecycle", "terminationMessagePolicy");
    private static final Set<String> SIZES = Set.of("cpu", "memory");
    private static final String GRACE = "terminationGracePeriodSeconds";
    private static final List<String> NEEDED = List.of("containers", "volumes");

    private final PodRole role;
    private final String field;
    private final Findings findings;

    private PatchChecks(PodRole role, Findings findings) {
        this.role = role;
        this.field = role.field() + ".patch";
        this.findings = findings;
    }

    static void check(PodRole role, Findings findings) {
        role.shape().patch().ifPresent(patch -> new PatchChecks(role, findings).check(patch));
    }

    private void check(PodPatch patch) {
        ObjectNode tree = patch.toTree();
        if (tree.toString().length() > LIMIT) {
            findings.report(
                    SecurityProblem.PATCH_TOO_LARGE,
                    field,
                    "a larger one",
                    "<= " + LIMIT + " characters",
                    "Shorten the patch.");
        }
        protect(tree);
        if (holdsSecret(tree)) {
            findings.report(SecurityProblem.PATCH_SECRET, field, "(hidden)", "no secret");
        }
        try {
            Pod pod = patch.applyTo(skeleton());
            if (role.isRestricted()) {
                RestrictedStandard.violations(pod.getSpec()).forEach(this::refuseUnrestricted);
            }
        } catch (IllegalArgumentException e) {
            // Its message is of Jackson and would show values.
            findings.report(
                    SecurityProblem.PATCH_INVALID,
                    field,
                    "a field of the wrong type",
                    "a part of a Kubernetes pod",
                    "Correct the patch.");
        }
    }

    private static boolean holdsSecret(JsonNode part) {
        boolean variable = SecretKeys.isLiteral(
                part.path("name").asText(), part.path("value").asText());
        if (variable || (part.isTextual() && SecretKeys.isIn(part.asText()))) {
            return true;
        }
        for (JsonNode inner : part) {
            if (holdsSecret(inner)) {
                return true;
            }
        }
        return false;
    }

    private void protect(ObjectNode tree) {
        tree.fieldNames()
                .forEachRemaining(
                        name -> require(ROOT.contains(name) && tree.get(name).isObject(), name));
        JsonNode metadata = tree.path("metadata");
        metadata.fieldNames()
                .forEachRemaining(name ->
                        require(METADATA.contains(name) && metadata.get(name).isObject(), "metadata." + name));
        metadata.path("labels")
                .fieldNames()
                .forEachRemaining(key -> require(!MetadataChecks.isReserved(key), "metadata.labels." + key));
        metadata.path("annotations")
                .fieldNames()
                .forEachRemaining(key -> require(!MetadataChecks.isOfBellows(key), "metadata.annotations." + key));
        JsonNode spec = tree.path("spec");
        spec.fieldNames().forEachRemaining(name -> require(!SPEC.contains(name), "spec." + name));
        // From Spark 4.1 on the allocator writes its own over it.
        require(
                role.driver() || !spec.has(GRACE),
                "spec." + GRACE,
                "Set it with terminationGraceSeconds(...) instead.");
        NEEDED.forEach(list ->
                require(spec.path(list).isMissingNode() || spec.path(list).isArray(), "spec." + list));
        spec.path("containers").forEach(this::protectContainer);
        spec.path("volumes")
                .forEach(volume -> require(
                        !VolumeChecks.isReservedName(volume.path("name").asText()),
                        "spec.volumes." + volume.path("name").asText()));
    }

    private void protectContainer(JsonNode container) {
        if (!container.path("name").asText().equals(sparkContainer())) {
            return;
        }
        container.fieldNames().forEachRemaining(name -> {
            boolean list = !Set.of("env", "volumeMounts", "ports").contains(name)
                    || container.get(name).isArray();
            require(!CONTAINER.contains(name) && list, "spec.containers." + name);
        });
        container
                .path("resources")
                .forEach(amounts -> amounts.fieldNames()
                        .forEachRemaining(name -> require(!SIZES.contains(name), "spec.containers.resources." + name)));
        container
                .path("env")
                .forEach(variable -> require(
                        !EnvironmentChecks.isSetBySpark(variable.path("name").asText()),
                        "spec.containers.env." + variable.path("name").asText()));
        container
                .path("volumeMounts")
                .forEach(mount -> require(
                        !VolumeChecks.isReservedPath(mount.path("mountPath").asText("-")),
                        "spec.containers.volumeMounts"));
    }

    private void require(boolean holds, String part) {
        require(holds, part, "Take this part out of the patch.");
    }

    private void require(boolean holds, String part, String fix) {
        if (!holds) {
            findings.report(
                    SecurityProblem.PATCH_PROTECTED,
                    field,
                    part,
                    "no change of what Bellows or Spark needs, or of what a typed setting says",
                    fix);
        }
    }

    private void refuseUnrestricted(String violation) {
        findings.report(
                SecurityProblem.PATCH_NOT_RESTRICTED,
                field,
                violation,
                "what Pod Security \"restricted\" allows",
                "Change the patch, or opt out with security(Security.relaxed()).");
    }

    private String sparkContainer() {
        return role.driver() ? "spark-kubernetes-driver" : "spark-kubernetes-executor";
    }

    // As little as passes the standard: what the patch breaks is the patch's.
    private Pod skeleton() {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName(sparkContainer())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }
}
