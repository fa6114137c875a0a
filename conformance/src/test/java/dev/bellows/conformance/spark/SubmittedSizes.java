package dev.bellows.conformance.spark;

import dev.bellows.job.DriverSpec;
import dev.bellows.job.DynamicAllocation;
import dev.bellows.job.ExecutorSpec;
import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.RApplication;
import dev.bellows.job.SparkJob;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The conf by which somebody who knows Spark's documentation sizes the same driver and executors. */
final class SubmittedSizes {
    private final Map<String, String> conf;

    private SubmittedSizes(Map<String, String> conf) {
        this.conf = conf;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        SubmittedSizes sizes = new SubmittedSizes(conf);
        sizes.addDriver(job.driver());
        sizes.addExecutors(job.executors());
        job.executors().dynamic().ifPresent(sizes::addDynamic);
        job.executors().node().ifPresent(node -> sizes.fillNode(job, node));
        sizes.addInMemory(job, "driver", SubmittedPods.inMemoryMib(SubmittedPods.ofDriver(job)));
        sizes.addInMemory(job, "executor", SubmittedPods.inMemoryMib(SubmittedPods.ofExecutors(job)));
        job.gpu().ifPresent(gpu -> SubmittedGpu.addTo(conf, gpu));
    }

    private void addDriver(DriverSpec driver) {
        set("spark.driver.cores", driver.cores());
        set("spark.kubernetes.driver.request.cores", driver.requestCores());
        set("spark.kubernetes.driver.limit.cores", driver.limitCores());
        setMemory("spark.driver.memory", driver.memory());
        setMemory("spark.driver.memoryOverhead", driver.memoryOverhead());
        set("spark.driver.memoryOverheadFactor", driver.memoryOverheadFactor());
        setMemory("spark.driver.minMemoryOverhead", driver.minMemoryOverhead());
    }

    private void addExecutors(ExecutorSpec executors) {
        set("spark.executor.instances", executors.count());
        set("spark.executor.cores", executors.cores());
        set("spark.kubernetes.executor.request.cores", executors.requestCores());
        set("spark.kubernetes.executor.limit.cores", executors.limitCores());
        setMemory("spark.executor.memory", executors.memory());
        setMemory("spark.executor.memoryOverhead", executors.memoryOverhead());
        set("spark.executor.memoryOverheadFactor", executors.memoryOverheadFactor());
        setMemory("spark.executor.minMemoryOverhead", executors.minMemoryOverhead());
        setMemory("spark.executor.pyspark.memory", executors.pysparkMemory());
        setMemory("spark.memory.offHeap.size", executors.offHeap());
        set("spark.memory.offHeap.enabled", executors.offHeap().map(size -> true));
    }

    private void addDynamic(DynamicAllocation dynamic) {
        String prefix = "spark.dynamicAllocation.";
        conf.put(prefix + "enabled", "true");
        set(prefix + "minExecutors", dynamic.minimum());
        set(prefix + "maxExecutors", dynamic.maximum());
        set(prefix + "initialExecutors", dynamic.initial());
        setTime(prefix + "executorIdleTimeout", dynamic.idleTimeout());
        setTime(prefix + "cachedExecutorIdleTimeout", dynamic.cachedIdleTimeout());
        setTime(prefix + "schedulerBacklogTimeout", dynamic.backlogTimeout());
        setTime(prefix + "sustainedSchedulerBacklogTimeout", dynamic.sustainedBacklogTimeout());
        set(prefix + "executorAllocationRatio", dynamic.allocationRatio());
    }

    /** What somebody with a pocket calculator makes of a node: as many executors as its cores hold, each with its share. */
    private void fillNode(SparkJob job, NodeShape node) {
        ExecutorSpec executors = job.executors();
        int cores = executors.cores().orElse(node.cores());
        int perNode = Math.max(1, node.cores() / cores);
        int percent =
                node.allocatablePercent().orElse(95) - node.daemonSetPercent().orElse(10);
        conf.put("spark.executor.cores", Integer.toString(cores));
        if (executors.requestCores().isEmpty()) {
            long share = node.cores() * 1000L * percent / 100 / perNode;
            conf.put("spark.kubernetes.executor.request.cores", Math.min(cores * 1000L, share) + "m");
        }
        if (executors.memory().isEmpty()) {
            long budget = node.memory().mebibytes().orElseThrow() * percent / 100 / perNode;
            conf.put("spark.executor.memory", largestHeap(job, budget) + "m");
        }
    }

    private static long largestHeap(SparkJob job, long budget) {
        ExecutorSpec executors = job.executors();
        boolean python = job.application().orElseThrow() instanceof PythonApplication;
        long fixed = mib(executors.offHeap())
                + (python ? mib(executors.pysparkMemory()) : 0)
                + SubmittedPods.inMemoryMib(SubmittedPods.ofExecutors(job));
        if (executors.memoryOverhead().isPresent()) {
            return budget - fixed - mib(executors.memoryOverhead());
        }
        double factor = executors.memoryOverheadFactor().orElse(isScript(job) ? 0.4 : 0.1);
        long least = executors
                .minMemoryOverhead()
                .map(size -> mib(Optional.of(size)))
                .orElse(384L);
        long heap = (long) ((budget - fixed) / (1 + factor)) + 2;
        while (heap + Math.max((long) (factor * heap), least) > budget - fixed) {
            heap--;
        }
        return heap;
    }

    /** Volumes in memory count against the container, so whoever knows that adds them to the overhead. */
    private void addInMemory(SparkJob job, String role, long volumes) {
        if (volumes == 0) {
            return;
        }
        String key = "spark." + role + ".memoryOverhead";
        long overhead;
        if (conf.containsKey(key)) {
            overhead = mib(Optional.of(Memory.of(conf.get(key))));
        } else {
            long heap = mib(Optional.of(Memory.of(conf.getOrDefault("spark." + role + ".memory", "1g"))));
            String byDefault = isScript(job) ? "0.4" : "0.1";
            double factor = Double.parseDouble(conf.getOrDefault(key + "Factor", byDefault));
            String least = conf.getOrDefault("spark." + role + ".minMemoryOverhead", "384m");
            overhead = Math.max((long) (factor * heap), mib(Optional.of(Memory.of(least))));
        }
        conf.put(key, overhead + volumes + "m");
    }

    private static boolean isScript(SparkJob job) {
        return job.application().orElseThrow() instanceof PythonApplication
                || job.application().orElseThrow() instanceof RApplication;
    }

    private static long mib(Optional<Memory> memory) {
        return memory.map(size -> size.mebibytes().orElseThrow()).orElse(0L);
    }

    private void set(String key, Optional<?> value) {
        value.ifPresent(present -> conf.put(key, present.toString()));
    }

    private void setTime(String key, Optional<Duration> time) {
        time.ifPresent(present -> conf.put(key, present.toSeconds() + "s"));
    }

    // Spark knows "g" but not "gi".
    private void setMemory(String key, Optional<Memory> memory) {
        memory.ifPresent(amount -> conf.put(key, amount.text().replaceFirst("i?b?$", "")));
    }
}
