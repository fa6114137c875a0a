package dev.bellows.check;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.math.BigDecimal;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Checks settings together: with some combinations no SparkContext starts. The conditions are those of Spark's own start. */
final class StartChecks {
    private static final String OFF_HEAP = "spark.memory.offHeap.enabled";
    private static final String OFF_HEAP_SIZE = "spark.memory.offHeap.size";
    private static final String TASK_CPUS = "spark.task.cpus";
    private static final String HEARTBEAT = "spark.executor.heartbeatInterval";
    private static final String TIMEOUT = "spark.network.timeout";
    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String[] ENCRYPTIONS = {
        "spark.network.crypto.enabled", "spark.authenticate.enableSaslEncryption"
    };
    private static final String[] OPTIONS = {"extraJavaOptions", "defaultJavaOptions"};
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
    private static final int MILLISECONDS = 1000;

    private final SparkJob job;
    private final Findings findings;

    private StartChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        if (job.conf().isEmpty()) {
            return;
        }
        StartChecks checks = new StartChecks(job, findings);
        checks.checkAmount(checks::checkOffHeap);
        checks.checkAmount(checks::checkTaskCpus);
        checks.checkAmount(checks::checkHeartbeat);
        checks.checkEncryption();
        checks.checkJavaOptions();
        ExecutorConfChecks.check(job, findings);
    }

    // What is no amount at all is found where each key is checked by itself.
    private void checkAmount(Runnable check) {
        try {
            check.run();
        } catch (NumberFormatException e) {
            return;
        }
    }

    private void checkOffHeap() {
        if (isOn(OFF_HEAP, false)
                && job.executors().offHeap().isEmpty()
                && Amounts.size(value(OFF_HEAP_SIZE, "0"), "b") < Amounts.size("1m", "b")) {
            findings.report(
                    StartProblem.OFF_HEAP_SIZE,
                    "conf." + OFF_HEAP,
                    value(OFF_HEAP_SIZE, ""),
                    OFF_HEAP_SIZE + " of 1m or more");
        }
    }

    private void checkTaskCpus() {
        int cores = NodeChecks.executorCores(job);
        String cpus = value(TASK_CPUS, "1");
        if (new BigDecimal(cpus).compareTo(BigDecimal.valueOf(cores)) > 0) {
            findings.report(StartProblem.TASK_CPUS, "conf." + TASK_CPUS, cpus, "<= " + cores + ", executors.cores");
        }
    }

    private void checkHeartbeat() {
        double interval = Amounts.time(value(HEARTBEAT, "10s"), "ms");
        // Spark counts the timeout in whole seconds.
        double timeout = Amounts.time(value(TIMEOUT, "120s"), "s") * MILLISECONDS;
        if (interval >= timeout) {
            boolean set = job.conf().containsKey(HEARTBEAT);
            findings.report(
                    StartProblem.HEARTBEAT_INTERVAL,
                    "conf." + (set ? HEARTBEAT : TIMEOUT),
                    set ? value(HEARTBEAT, "") : value(TIMEOUT, ""),
                    set ? "below " + TIMEOUT + ", " + value(TIMEOUT, "120s") : "above " + HEARTBEAT + ", 10s");
        }
    }

    private void checkEncryption() {
        boolean preset = job.presets().rpcSecurity().isPresent();
        if (isOn(AUTHENTICATE, preset)) {
            return;
        }
        for (String key : ENCRYPTIONS) {
            if (isOn(key, false)) {
                findings.report(StartProblem.ENCRYPTION_UNAUTHENTICATED, "conf." + key, "true", AUTHENTICATE + "=true");
            }
        }
        if (preset) {
            findings.report(
                    StartProblem.ENCRYPTION_UNAUTHENTICATED,
                    "conf." + AUTHENTICATE,
                    "false",
                    "true beside presets(p -> p.rpcSecurity(...))");
        }
    }

    private void checkJavaOptions() {
        for (String options : OPTIONS) {
            // Spark 3.5 does not look at the defaults of executors.
            boolean read = options.equals(OPTIONS[0]) || job.sparkVersion().atLeast(SparkVersion.V4_0);
            String executor = value("spark.executor." + options, "");
            if (read && (executor.contains("-Xmx") || executor.contains("-Dspark"))) {
                refuse("spark.executor." + options, "no -Xmx and no -Dspark");
            }
            if (setsHeap(value("spark.driver." + options, ""))) {
                refuse("spark.driver." + options, "no -Xmx");
            }
        }
    }

    private boolean setsHeap(String options) {
        return job.sparkVersion() == SparkVersion.V3_5
                ? options.contains("Xmx")
                : WORD.matcher(options)
                        .results()
                        .map(MatchResult::group)
                        .anyMatch(word -> word.replaceAll("[\"']", "").startsWith("-Xmx"));
    }

    private void refuse(String key, String expected) {
        findings.report(StartProblem.JAVA_OPTIONS, "conf." + key, ConfChecks.shown(key, value(key, "")), expected);
    }

    private boolean isOn(String key, boolean byDefault) {
        return value(key, Boolean.toString(byDefault)).equalsIgnoreCase("true");
    }

    private String value(String key, String byDefault) {
        return job.conf().getOrDefault(key, byDefault).strip();
    }
}
