package dev.bellows.check;

import dev.bellows.job.SparkJob;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks environment variables. Their values are never shown. */
final class EnvironmentChecks {
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final String USER = "SPARK_USER";
    private static final Set<String> SET_BY_SPARK = Set.of(
            "BELLOWS_SUBMISSION",
            "SPARK_APPLICATION_ID",
            "SPARK_CONF_DIR",
            "SPARK_DRIVER_BIND_ADDRESS",
            "SPARK_DRIVER_POD_IP",
            "SPARK_DRIVER_URL",
            "SPARK_EXECUTOR_CORES",
            "SPARK_EXECUTOR_ID",
            "SPARK_EXECUTOR_MEMORY",
            "SPARK_EXECUTOR_POD_IP",
            "SPARK_EXECUTOR_POD_NAME",
            "SPARK_LOCAL_DIRS",
            "SPARK_RESOURCE_PROFILE_ID");
    private static final String JAVA_OPTION = "SPARK_JAVA_OPT_";

    private EnvironmentChecks() {}

    static void check(SparkJob job, Findings findings) {
        check("env", job.env(), findings);
        check("driver.env", job.driver().env(), findings);
        check("executors.env", job.executors().env(), findings);
        if (job.executors().env().containsKey(USER)) {
            refuse("executors.env", USER, findings);
        }
    }

    private static void check(String field, Map<String, String> env, Findings findings) {
        env.forEach((name, value) -> {
            if (checkName(field, name, findings)) {
                checkValue(field + "." + name, name, value, findings);
            }
        });
    }

    /** Checks a variable's name; whether it is one at all. */
    static boolean checkName(String field, String name, Findings findings) {
        if (!NAME.matcher(name).matches()) {
            findings.report(
                    EnvironmentProblem.ENV_NAME_INVALID,
                    field,
                    name,
                    "letters, digits, '_', '-' and '.', no digit in front",
                    "Correct or remove this variable.");
            return false;
        }
        if (isSetBySpark(name)) {
            refuse(field, name, findings);
        }
        return true;
    }

    /** Whether Spark sets a variable on its pods. */
    static boolean isSetBySpark(String name) {
        return SET_BY_SPARK.contains(name) || name.startsWith(JAVA_OPTION);
    }

    static void checkValue(String field, String name, String value, Findings findings) {
        // The image's entrypoint reads variables line by line: a line break could smuggle in another one.
        if (value.chars().anyMatch(Character::isISOControl)) {
            findings.report(
                    EnvironmentProblem.ENV_VALUE_INVALID,
                    field,
                    "a text with control characters",
                    "one line of text",
                    "Remove line breaks and control characters, or put the text into a file.");
        }
        // A path only tells where the secret is.
        boolean named = SecretKeys.isLiteral(name, value) && !value.startsWith("/");
        if (named || SecretKeys.isIn(value)) {
            findings.report(
                    EnvironmentProblem.ENV_SECRET,
                    field,
                    "(hidden)",
                    "no secret: the value is written to the pods and to the run's record in clear",
                    "Keep it in a Secret and name that with pod(p -> p.env(name, SecretRef.of(secret, key))).");
        }
    }

    private static void refuse(String field, String name, Findings findings) {
        findings.report(
                EnvironmentProblem.ENV_RESERVED,
                field + "." + name,
                name,
                "a variable that Spark does not set itself",
                "Remove it: Spark sets it on every pod.");
    }
}
