package dev.bellows.check;

import dev.bellows.job.DriverSpec;
import dev.bellows.job.ExecutorSpec;
import dev.bellows.job.Memory;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.util.Map;
import java.util.Optional;

/** Checks how much the pods ask for, beyond what each number is by itself. */
final class ResourceChecks {
    private static final double FACTOR_LIMIT = 100;

    private final SparkJob job;
    private final Findings findings;

    private ResourceChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        ResourceChecks checks = new ResourceChecks(job, findings);
        DriverSpec driver = job.driver();
        ExecutorSpec executors = job.executors();
        checks.checkOverhead(
                "driver", driver.memoryOverhead(), driver.memoryOverheadFactor(), driver.minMemoryOverhead());
        checks.checkOverhead(
                "executors",
                executors.memoryOverhead(),
                executors.memoryOverheadFactor(),
                executors.minMemoryOverhead());
        checks.checkPython(executors);
        checks.checkConf();
        AllocationChecks.check(executors, findings);
        NodeChecks.check(job, findings);
    }

    private void checkOverhead(String role, Optional<Memory> size, Optional<Double> factor, Optional<Memory> minimum) {
        String field = role + ".memoryOverheadFactor";
        factor.ifPresent(f -> {
            if (!(f > 0 && f <= FACTOR_LIMIT)) {
                findings.report(ResourceProblem.OVERHEAD_FACTOR_INVALID, field, f.toString(), "above 0, such as 0.2");
            } else if (size.isPresent()) {
                findings.report(
                        ResourceProblem.OVERHEAD_FACTOR_IGNORED, field, f.toString(), "no factor beside a size");
            }
        });
        if (minimum.isPresent() && !job.sparkVersion().atLeast(SparkVersion.V4_0)) {
            findings.report(
                    ResourceProblem.MIN_OVERHEAD_UNKNOWN,
                    role + ".minMemoryOverhead",
                    minimum.get().text(),
                    "Spark 4.0 or later");
        }
    }

    private void checkPython(ExecutorSpec executors) {
        if (executors.pysparkMemory().isPresent() && !(job.application().orElse(null) instanceof PythonApplication)) {
            findings.report(
                    ResourceProblem.PYSPARK_MEMORY_UNUSED,
                    "executors.pysparkMemory",
                    executors.pysparkMemory().get().text(),
                    "a Python program");
        }
    }

    // These keys are free as long as no typed setting has their meaning.
    private void checkConf() {
        DriverSpec driver = job.driver();
        ExecutorSpec executors = job.executors();
        Map<String, Boolean> set = Map.of(
                "spark.driver.memoryOverheadFactor",
                        driver.memoryOverheadFactor().isPresent(),
                "spark.driver.minMemoryOverhead", driver.minMemoryOverhead().isPresent(),
                "spark.executor.memoryOverheadFactor",
                        executors.memoryOverheadFactor().isPresent(),
                "spark.executor.minMemoryOverhead",
                        executors.minMemoryOverhead().isPresent(),
                "spark.dynamicAllocation.enabled", executors.dynamic().isPresent(),
                "spark.memory.offHeap.enabled", executors.offHeap().isPresent(),
                "spark.memory.offHeap.size", executors.offHeap().isPresent(),
                "spark.executor.pyspark.memory", executors.pysparkMemory().isPresent());
        set.forEach((key, typed) -> {
            if (typed && job.conf().containsKey(key)) {
                findings.report(
                        ResourceProblem.FIELD_AND_CONF,
                        "conf." + key,
                        job.conf().get(key),
                        "no such key");
            }
        });
    }
}
