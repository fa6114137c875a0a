package dev.bellows.check;

import dev.bellows.job.DynamicAllocation;
import dev.bellows.job.ExecutorSpec;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks conf by which Spark's allocator makes executors: what it cannot make, it asks for again and again. */
final class ExecutorConfChecks {
    private static final String MAXIMUM = "spark.kubernetes.allocation.maximum";
    private static final String EXECUTOR = "spark.executor.resource.";
    private static final String TASK = "spark.task.resource.";
    private static final Pattern RESOURCE = Pattern.compile("spark\\.(?:executor|task)\\.resource\\.([^.]+)\\..+");
    private static final String GPU = "gpu";
    private static final int EXECUTORS = 2;

    private final SparkJob job;
    private final Map<String, String> conf;
    private final Findings findings;

    private ExecutorConfChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.conf = job.conf();
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        ExecutorConfChecks checks = new ExecutorConfChecks(job, findings);
        checks.checkMaximum();
        Set<String> resources = new TreeSet<>();
        for (String key : job.conf().keySet()) {
            Matcher resource = RESOURCE.matcher(key);
            if (resource.matches()) {
                resources.add(resource.group(1));
            }
        }
        if (job.gpu().isPresent()) {
            resources.remove(GPU);
        }
        resources.forEach(checks::checkResource);
    }

    // Earlier lines do not know the key.
    private void checkMaximum() {
        String maximum = conf.getOrDefault(MAXIMUM, "").strip();
        if (job.sparkVersion().atLeast(SparkVersion.V4_1) && maximum.matches("\\d{1,9}")) {
            int executors = most(job.executors());
            if (Integer.parseInt(maximum) <= executors) {
                findings.report(
                        StartProblem.ALLOCATION_MAXIMUM,
                        "conf." + MAXIMUM,
                        maximum,
                        "above the number of executors, " + executors);
            }
        }
    }

    private static int most(ExecutorSpec executors) {
        return executors
                .dynamic()
                .flatMap(DynamicAllocation::maximum)
                .orElseGet(() -> executors.count().orElse(EXECUTORS));
    }

    private void checkResource(String name) {
        String amount = EXECUTOR + name + ".amount";
        String vendor = EXECUTOR + name + ".vendor";
        boolean ofExecutors = conf.keySet().stream().anyMatch(key -> key.startsWith(EXECUTOR + name + "."));
        if (ofExecutors && !conf.containsKey(amount)) {
            report(amount, "a number of this resource for each executor");
        } else if (isSome(amount) && !conf.containsKey(vendor)) {
            report(vendor, "the domain under which nodes offer it, such as nvidia.com");
        } else if (isSome(TASK + name + ".amount") && !isSome(amount)) {
            report(amount, "what tasks ask for");
        }
    }

    private boolean isSome(String key) {
        try {
            return new BigDecimal(conf.getOrDefault(key, "0").strip()).signum() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void report(String key, String expected) {
        findings.report(StartProblem.RESOURCE_INCOMPLETE, "conf." + key, conf.getOrDefault(key, ""), expected);
    }
}
