package dev.bellows.compile;

import dev.bellows.job.DriverSpec;
import dev.bellows.job.ExecutorSpec;
import dev.bellows.job.Memory;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.RApplication;
import dev.bellows.job.SparkJob;
import java.util.Map;
import java.util.Optional;

/** The conf by which Spark sizes pods, numbers and devices included. */
final class SizeConf {
    private static final String DRIVER = "driver";
    private static final String EXECUTOR = "executor";

    private final Map<String, String> conf;

    private SizeConf(Map<String, String> conf) {
        this.conf = conf;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        SizeConf sizes = new SizeConf(conf);
        sizes.addProgram(job);
        sizes.addDriver(job.driver());
        sizes.addExecutors(job.executors());
        AllocationConf.addTo(conf, job.executors());
        job.executors().node().ifPresent(node -> NodeFit.addTo(conf, job, node));
        TmpfsMemory.addTo(conf, job);
        job.gpu().ifPresent(gpu -> GpuConf.addTo(conf, gpu));
    }

    private void addProgram(SparkJob job) {
        String type = job.application()
                .map(application -> application instanceof PythonApplication
                        ? Program.PYTHON
                        : application instanceof RApplication ? Program.R : Program.JAVA)
                .orElse(Program.JAVA);
        conf.put("spark.kubernetes.resource.type", type);
        conf.putIfAbsent(
                "spark.kubernetes.memoryOverheadFactor",
                type.equals(Program.JAVA)
                        ? ResourceCalculator.DEFAULT_OVERHEAD_FACTOR
                        : ResourceCalculator.SCRIPT_OVERHEAD_FACTOR);
    }

    private void addDriver(DriverSpec driver) {
        put("spark.driver.cores", driver.cores());
        addCpu(DRIVER, driver.requestCores(), driver.limitCores());
        putMemory("spark.driver.memory", driver.memory());
        addOverhead(DRIVER, driver.memoryOverhead(), driver.memoryOverheadFactor(), driver.minMemoryOverhead());
    }

    private void addExecutors(ExecutorSpec executors) {
        put("spark.executor.instances", executors.count());
        put("spark.executor.cores", executors.cores());
        addCpu(EXECUTOR, executors.requestCores(), executors.limitCores());
        putMemory("spark.executor.memory", executors.memory());
        addOverhead(
                EXECUTOR, executors.memoryOverhead(), executors.memoryOverheadFactor(), executors.minMemoryOverhead());
        putMemory("spark.executor.pyspark.memory", executors.pysparkMemory());
        executors.offHeap().ifPresent(size -> conf.put("spark.memory.offHeap.enabled", "true"));
        putMemory("spark.memory.offHeap.size", executors.offHeap());
    }

    private void addCpu(String role, Optional<String> request, Optional<String> limit) {
        put("spark.kubernetes." + role + ".request.cores", request);
        put("spark.kubernetes." + role + ".limit.cores", limit);
    }

    private void addOverhead(String role, Optional<Memory> size, Optional<Double> factor, Optional<Memory> minimum) {
        putMemory("spark." + role + ".memoryOverhead", size);
        put("spark." + role + ".memoryOverheadFactor", factor);
        putMemory("spark." + role + ".minMemoryOverhead", minimum);
    }

    private void put(String key, Optional<?> value) {
        value.ifPresent(present -> conf.put(key, present.toString()));
    }

    // In one unit: Spark does not know the "Gi" that a job may use.
    private void putMemory(String key, Optional<Memory> memory) {
        memory.ifPresent(m -> conf.put(key, m.mebibytes().orElseThrow() + "m"));
    }
}
