package dev.bellows.check;

import dev.bellows.job.SparkJob;
import java.util.Map;
import java.util.Set;

/** Checks labels and annotations: Kubernetes' syntax, and keys that Spark or Bellows finds its objects by. */
final class MetadataChecks {
    private static final int ANNOTATIONS_LIMIT = 128 * 1024;
    private static final Set<String> RESERVED_LABELS = Set.of(
            "app.kubernetes.io/managed-by",
            "spark-app-name",
            "spark-app-selector",
            "spark-exec-id",
            "spark-exec-inactive",
            "spark-exec-resourceprofile-id",
            "spark-role",
            "spark-version");

    private static final String ANY_APP_ID = "spark-" + "0".repeat(32);

    private MetadataChecks() {}

    static void check(SparkJob job, Findings findings) {
        job.labels().forEach((key, value) -> checkLabel("labels", key, value, findings));
        job.annotations().forEach((key, value) -> checkAnnotation("annotations", key, value, findings));
        checkSize(job.annotations(), findings);
    }

    static void checkLabel(String field, String key, String value, Findings findings) {
        if (!KubernetesNames.isKey(key)) {
            refuseKey(MetadataProblem.LABEL_KEY_INVALID, field, key, findings);
        } else if (RESERVED_LABELS.contains(key) || isOfBellows(key)) {
            refuseReserved(MetadataProblem.LABEL_RESERVED, field + "." + key, key, findings);
        }
        if (!KubernetesNames.isLabelValue(value.replace("{{APP_ID}}", ANY_APP_ID))) {
            findings.report(
                    MetadataProblem.LABEL_VALUE_INVALID,
                    field + "." + key,
                    value,
                    KubernetesNames.VALUE_RULE,
                    "Shorten or change the value, or make it an annotation.");
        }
    }

    static void checkAnnotation(String field, String key, String value, Findings findings) {
        if (!KubernetesNames.isKey(key)) {
            refuseKey(MetadataProblem.ANNOTATION_KEY_INVALID, field, key, findings);
        } else if (isOfBellows(key)) {
            refuseReserved(MetadataProblem.ANNOTATION_RESERVED, field + "." + key, key, findings);
        }
        if (SecretKeys.isIn(value)) {
            findings.report(MetadataProblem.ANNOTATION_SECRET, field + "." + key, "(hidden)", "no secret");
        }
        if (value.indexOf('\0') >= 0) {
            findings.report(
                    MetadataProblem.ANNOTATION_VALUE_INVALID,
                    field + "." + key,
                    "a text with a NUL character",
                    "a text without it",
                    "Remove the character.");
        }
    }

    private static void refuseKey(MetadataProblem code, String field, String key, Findings findings) {
        findings.report(code, field, key, KubernetesNames.KEY_RULE, "Correct or remove this key.");
    }

    private static void refuseReserved(MetadataProblem code, String field, String key, Findings findings) {
        findings.report(
                code,
                field,
                key,
                "a key that neither Spark nor Bellows uses",
                "Use another key: runs are found by this one.");
    }

    /** Whether Spark or Bellows finds its objects by a label of this key. */
    static boolean isReserved(String key) {
        return RESERVED_LABELS.contains(key) || isOfBellows(key);
    }

    static boolean isOfBellows(String key) {
        return key.startsWith("bellows.dev/")
                || key.substring(0, Math.max(0, key.indexOf('/'))).endsWith(".bellows.dev");
    }

    // Kubernetes takes 256 KiB an object; half of it is left to admission and to Bellows.
    private static void checkSize(Map<String, String> annotations, Findings findings) {
        int size = annotations.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (size > ANNOTATIONS_LIMIT) {
            findings.report(
                    MetadataProblem.ANNOTATIONS_TOO_LARGE,
                    "annotations",
                    size + " characters",
                    "<= " + ANNOTATIONS_LIMIT + " characters together",
                    "Move long texts into a file.");
        }
    }
}
