package dev.bellows.check;

import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.SecretRef;
import java.util.regex.Pattern;

/** Checks environment variables whose values come from elsewhere. */
final class EnvSourceChecks {
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
    private static final Pattern PREFIX = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern FIELD =
            Pattern.compile("metadata\\.(name|namespace|uid|labels\\['[^']+']|annotations\\['[^']+'])"
                    + "|spec\\.(nodeName|serviceAccountName)|status\\.(hostIP|hostIPs|podIP|podIPs)");
    private static final Pattern RESOURCE =
            Pattern.compile("(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-[0-9A-Za-z]+)");

    private EnvSourceChecks() {}

    static void check(PodRole role, Findings findings) {
        String field = role.field() + ".envSources";
        role.shape().envSources().forEach((name, source) -> {
            EnvironmentChecks.checkName(field, name, findings);
            if (role.env().containsKey(name)) {
                findings.report(
                        EnvSourceProblem.ENV_TWICE,
                        field + "." + name,
                        "a variable that also has a plain value",
                        "one value for each variable",
                        "Remove one of the two.");
            }
            checkSource(field + "." + name, source, findings);
        });
        for (int i = 0; i < role.shape().envFrom().size(); i++) {
            check(role.field() + ".envFrom[" + i + "]", role.shape().envFrom().get(i), findings);
        }
    }

    static void checkSource(String field, EnvSource source, Findings findings) {
        if (source instanceof SecretRef secret) {
            checkReference(field, secret.name(), secret.key(), findings);
        } else if (source instanceof EnvSource.ConfigMapKey map) {
            checkReference(field, map.name(), map.key(), findings);
        } else if (source instanceof EnvSource.Field path) {
            if (!FIELD.matcher(path.path()).matches()) {
                findings.report(
                        EnvSourceProblem.FIELD_PATH_INVALID,
                        field,
                        path.path(),
                        "a field that Kubernetes gives to containers, such as status.podIP or metadata.labels['team']",
                        "Correct the path.");
            }
        } else if (source instanceof EnvSource.Resource resource
                && !RESOURCE.matcher(resource.name()).matches()) {
            findings.report(
                    EnvSourceProblem.RESOURCE_NAME_INVALID,
                    field,
                    resource.name(),
                    "a request or limit, such as limits.memory",
                    "Correct the name.");
        }
    }

    private static void check(String field, EnvFrom source, Findings findings) {
        checkReference(field, source.name(), "all", findings);
        source.prefix()
                .filter(prefix -> !PREFIX.matcher(prefix).matches())
                .ifPresent(prefix -> findings.report(
                        EnvSourceProblem.ENV_PREFIX_INVALID,
                        field,
                        prefix,
                        "letters, digits, '_', '-' and '.', no digit in front",
                        "Correct the prefix."));
    }

    // A colon in either would also change what Spark reads from the conf that names the secret.
    private static void checkReference(String field, String name, String key, Findings findings) {
        if (!KubernetesNames.isSubdomain(name)) {
            findings.report(
                    VolumeProblem.OBJECT_NAME_INVALID,
                    field,
                    name,
                    KubernetesNames.SUBDOMAIN_RULE,
                    "Correct the name.");
        }
        if (!KEY.matcher(key).matches()) {
            findings.report(
                    VolumeProblem.DATA_KEY_INVALID,
                    field,
                    key,
                    "letters, digits, '-', '_' and '.'",
                    "Correct the key.");
        }
    }
}
