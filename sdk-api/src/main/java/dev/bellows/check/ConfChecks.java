package dev.bellows.check;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a job's free conf: its keys, its values, and that it holds no secrets. */
final class ConfChecks {
    private static final Pattern KEY = Pattern.compile("[^\\s\\p{Cntrl}]+");
    private static final String NODE_SELECTOR = "spark.kubernetes.node.selector.";
    private static final String EXECUTOR_NODE_SELECTOR = "spark.kubernetes.executor.node.selector.";
    private static final String PULL_SECRETS = "spark.kubernetes.container.image.pullSecrets";

    private static final Set<String> FILES =
            Set.of("spark.jars", "spark.files", "spark.archives", "spark.submit.pyFiles");
    private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final SparkVersion line;
    private final Findings findings;

    private ConfChecks(SparkVersion line, Findings findings) {
        this.line = line;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        ConfChecks checks = new ConfChecks(job.sparkVersion(), findings);
        job.conf().forEach(checks::checkEntry);
    }

    private void checkEntry(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            findings.report(
                    ConfProblem.CONF_KEY_INVALID,
                    "conf",
                    key,
                    "a key without blanks and control characters",
                    "Correct or remove this key.");
            return;
        }
        Optional<ConfRule> rule = ConfRules.ruleFor(key).or(() -> ruleForSuccessorOf(key));
        rule.ifPresent(r -> report(r, key, value));
        if (rule.isEmpty()) {
            checkPrefix(key, value);
            checkSecret(key, value);
            checkValue(key, value);
        }
    }

    // Spark reads some keys under their old names too.
    private static Optional<ConfRule> ruleForSuccessorOf(String key) {
        return ConfCatalogue.get().find(key).flatMap(ConfKey::successor).flatMap(ConfRules::ruleFor);
    }

    private void report(ConfRule rule, String key, String value) {
        findings.report(rule.code(), field(key), shown(key, value), rule.expected(), rule.fix());
    }

    private void checkPrefix(String key, String value) {
        if (!key.startsWith("spark.")) {
            findings.report(
                    ConfProblem.CONF_NOT_SPARK,
                    field(key),
                    shown(key, value),
                    "a key that begins with spark.",
                    "Spark drops it. Hadoop's keys begin with spark.hadoop.");
        }
    }

    private void checkSecret(String key, String value) {
        if (SecretKeys.isLiteral(key, value) || SecretKeys.isIn(value)) {
            findings.report(
                    ConfProblem.CONF_SECRET,
                    field(key),
                    "(hidden)",
                    "no secret: conf is stored in the cluster in clear",
                    "Keep it in a secret store, and name in conf the provider or file that reads it.");
        }
    }

    private void checkValue(String key, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            findings.report(
                    ConfProblem.CONF_VALUE,
                    field(key),
                    "a text with control characters",
                    "one line of text",
                    "Remove line breaks and control characters.");
        } else if (!value.equals(value.strip())) {
            findings.report(
                    ConfProblem.CONF_VALUE_BLANKS,
                    field(key),
                    shown(key, value),
                    "no blanks at the ends",
                    "Remove them: Spark cuts them off.");
        }
        ConfValues.brokenBy(key, value)
                .ifPresentOrElse(
                        rule -> findings.report(
                                rule.code(), field(key), shown(key, value), rule.expected(), rule.fix()),
                        () -> CatalogueChecks.check(line, key, value, shown(key, value), findings));
        checkNames(key, value);
        checkFiles(key, value);
    }

    private void checkNames(String key, String value) {
        for (String prefix : new String[] {NODE_SELECTOR, EXECUTOR_NODE_SELECTOR}) {
            if (key.startsWith(prefix)
                    && !(KubernetesNames.isKey(key.substring(prefix.length()))
                            && KubernetesNames.isLabelValue(value))) {
                findings.report(
                        ConfProblem.CONF_VALUE,
                        field(key),
                        value,
                        "a label of nodes and its value",
                        "Correct the key or value.");
            }
        }
        if (key.equals(PULL_SECRETS)
                && !Arrays.stream(value.split(",", -1)).map(String::trim).allMatch(KubernetesNames::isSubdomain)) {
            findings.report(
                    ConfProblem.CONF_VALUE,
                    field(key),
                    value,
                    "names of Secrets with commas between them",
                    "Correct the names.");
        }
    }

    private void checkFiles(String key, String value) {
        if (FILES.contains(key)
                && Arrays.stream(value.split(","))
                        .map(String::trim)
                        .anyMatch(file -> !URI.matcher(file).matches())) {
            findings.report(
                    ConfProblem.CONF_FILE_OF_DRIVER,
                    field(key),
                    value,
                    "URIs such as local:///opt/x.jar or s3a://bucket/x.jar",
                    "Write local:// for a file in the image; a path is looked up there, not on this machine.");
        }
    }

    private static String field(String key) {
        return "conf." + key;
    }

    // Java options and the like carry secrets inside a value whose key tells nothing.
    static String shown(String key, String value) {
        return SecretKeys.matches(key) || SecretKeys.matches(value) ? "(hidden)" : value;
    }
}
