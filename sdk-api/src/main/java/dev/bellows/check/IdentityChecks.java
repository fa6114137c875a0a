package dev.bellows.check;

import dev.bellows.job.SparkJob;
import java.util.regex.Pattern;

/** Checks who a job is and where it runs: name, image, namespace, service account. */
final class IdentityChecks {
    private static final int IMAGE_LIMIT = 512;
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:/@-]*[A-Za-z0-9])?");
    private static final String PINNED = "an image with a fixed tag or a digest";

    private IdentityChecks() {}

    static void check(SparkJob job, Findings findings) {
        checkName(job.name(), findings);
        if (job.image().isEmpty()) {
            findings.report(
                    IdentityProblem.IMAGE_MISSING,
                    "image",
                    "",
                    PINNED,
                    "Set the image that holds Spark with image(...).");
        } else {
            checkImage("image", job.image(), findings);
        }
        job.namespace()
                .filter(name -> !KubernetesNames.isLabel(name))
                .ifPresent(name -> findings.report(
                        IdentityProblem.NAMESPACE_INVALID,
                        "namespace",
                        name,
                        KubernetesNames.LABEL_RULE,
                        "Name an existing namespace with namespace(...)."));
        job.serviceAccount()
                .filter(name -> !KubernetesNames.isSubdomain(name))
                .ifPresent(name -> findings.report(
                        IdentityProblem.SERVICE_ACCOUNT_INVALID,
                        "serviceAccount",
                        name,
                        KubernetesNames.SUBDOMAIN_RULE,
                        "Name an existing service account with serviceAccount(...)."));
    }

    private static void checkName(String name, Findings findings) {
        if (name.isEmpty()) {
            findings.report(
                    IdentityProblem.NAME_MISSING, "name", name, KubernetesNames.LABEL_RULE, "Set it with name(...).");
        } else if (!KubernetesNames.isLabel(name)) {
            findings.report(
                    IdentityProblem.NAME_INVALID,
                    "name",
                    name,
                    KubernetesNames.LABEL_RULE,
                    "Change it with name(...).");
        }
    }

    /** Checks the image of a container. */
    static void checkImage(String field, String image, Findings findings) {
        if (image.length() > IMAGE_LIMIT || !IMAGE.matcher(image).matches()) {
            findings.report(
                    IdentityProblem.IMAGE_INVALID,
                    field,
                    image,
                    "[registry/]repository[:tag][@digest] without blanks",
                    "Correct it with image(...).");
        } else if (!isPinned(image)) {
            findings.report(
                    IdentityProblem.IMAGE_NOT_PINNED,
                    field,
                    image,
                    PINNED,
                    "Name a tag that never moves, so that a retry runs the same program.");
        }
    }

    private static boolean isPinned(String image) {
        // A colon before the last slash belongs to a registry's port.
        String repository = image.substring(image.lastIndexOf('/') + 1);
        return repository.contains("@") || (repository.contains(":") && !repository.endsWith(":latest"));
    }
}
