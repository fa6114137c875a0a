package dev.bellows.check;

import dev.bellows.job.DriverSpec;
import dev.bellows.job.ExecutorSpec;
import dev.bellows.job.Memory;
import dev.bellows.job.SparkJob;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Checks numbers and sizes: executors, cores, memory. */
final class SizeChecks {
    // Spark reserves 300 MiB and refuses to start with less than one and a half times that.
    private static final long SPARK_MINIMUM_MIB = 450;
    private static final long LIMIT_MIB = 1024L * 1024 * 1024;
    private static final Pattern UNITLESS = Pattern.compile("\\d+");
    private static final Pattern CPU = Pattern.compile("\\d{1,9}m|\\d{1,6}(\\.\\d{1,3})?");
    private static final Pattern NOTHING = Pattern.compile("[0.]+m?");

    private final Findings findings;

    private SizeChecks(Findings findings) {
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        SizeChecks checks = new SizeChecks(findings);
        DriverSpec driver = job.driver();
        checks.checkPositive(SizeProblem.CORES_NOT_POSITIVE, "driver.cores", driver.cores());
        checks.checkCpu("driver.requestCores", driver.requestCores());
        checks.checkCpu("driver.limitCores", driver.limitCores());
        checks.checkHeap("driver", driver.memory());
        checks.checkAmount("driver.memoryOverhead", driver.memoryOverhead());
        checks.checkAmount("driver.minMemoryOverhead", driver.minMemoryOverhead());
        ExecutorSpec executors = job.executors();
        checks.checkPositive(SizeProblem.EXECUTORS_NOT_POSITIVE, "executors.count", executors.count());
        checks.checkPositive(SizeProblem.CORES_NOT_POSITIVE, "executors.cores", executors.cores());
        checks.checkCpu("executors.requestCores", executors.requestCores());
        checks.checkCpu("executors.limitCores", executors.limitCores());
        checks.checkHeap("executors", executors.memory());
        checks.checkAmount("executors.memoryOverhead", executors.memoryOverhead());
        checks.checkAmount("executors.minMemoryOverhead", executors.minMemoryOverhead());
        checks.checkAmount("executors.offHeap", executors.offHeap());
        checks.checkAmount("executors.pysparkMemory", executors.pysparkMemory());
    }

    private void checkPositive(SizeProblem code, String field, Optional<Integer> number) {
        number.filter(n -> n <= 0).ifPresent(n -> findings.report(code, field, n.toString(), ">= 1", fix(field)));
    }

    private void checkCpu(String field, Optional<String> quantity) {
        quantity.filter(q -> !CPU.matcher(q).matches() || NOTHING.matcher(q).matches())
                .ifPresent(q -> findings.report(
                        SizeProblem.CPU_INVALID, field, q, "a CPU quantity above 0, such as 500m or 2", fix(field)));
    }

    private void checkHeap(String role, Optional<Memory> memory) {
        String field = role + ".memory";
        memory.ifPresent(m -> {
            OptionalLong mebibytes = checkSize(field, m);
            if (mebibytes.isPresent() && mebibytes.getAsLong() < SPARK_MINIMUM_MIB) {
                findings.report(
                        SizeProblem.MEMORY_TOO_SMALL,
                        field,
                        m.text(),
                        ">= " + SPARK_MINIMUM_MIB + "m: Spark keeps 300m for itself and does not start with less",
                        fix(field));
            }
        });
    }

    private void checkAmount(String field, Optional<Memory> amount) {
        amount.ifPresent(m -> checkSize(field, m));
    }

    /** The size if it is a usable one. */
    private OptionalLong checkSize(String field, Memory memory) {
        String expected = "a positive whole number with a unit, such as 512m or 2g";
        OptionalLong mebibytes = memory.mebibytes();
        if (UNITLESS.matcher(memory.text()).matches()) {
            findings.report(SizeProblem.MEMORY_UNIT, field, memory.text(), expected, fix(field));
        } else if (mebibytes.isEmpty() || mebibytes.getAsLong() == 0) {
            findings.report(SizeProblem.MEMORY_INVALID, field, memory.text(), expected, fix(field));
        } else if (mebibytes.getAsLong() > LIMIT_MIB) {
            findings.report(SizeProblem.MEMORY_TOO_LARGE, field, memory.text(), "<= 1024t", fix(field));
        } else {
            return mebibytes;
        }
        return OptionalLong.empty();
    }

    private static String fix(String field) {
        String role = field.substring(0, field.indexOf('.'));
        String letter = role.substring(0, 1);
        return "Set it with " + role + "(" + letter + " -> " + letter + field.substring(role.length()) + "(...)).";
    }
}
