package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds volumes in memory to what pods request: what is written to them counts against the container's limit. Spark itself does not. */
final class TmpfsMemory {
    private TmpfsMemory() {}

    static void addTo(Map<String, String> conf, SparkJob job) {
        add(conf, job, "driver", mebibytes(job.driverShape().volumes()));
        add(conf, job, "executor", ofExecutors(job));
    }

    /** What the volumes in memory of one executor may hold, in mebibytes. */
    static long ofExecutors(SparkJob job) {
        return mebibytes(job.executorShape().volumes());
    }

    // The calculator knows all of Spark's rules; what the overhead is follows from the difference it makes.
    private static void add(Map<String, String> conf, SparkJob job, String role, long volumes) {
        if (volumes > 0) {
            String key = "spark." + role + ".memoryOverhead";
            Map<String, String> without = new TreeMap<>(conf);
            without.put(key, "0m");
            long overhead = total(conf, job, role) - total(without, job, role);
            conf.put(key, overhead + volumes + "m");
        }
    }

    private static long total(Map<String, String> conf, SparkJob job, String role) {
        ResourceCalculator calculator = new ResourceCalculator(job.sparkVersion(), conf);
        MemoryBreakdown memory = role.equals("driver") ? calculator.driverMemory() : calculator.executorMemory();
        return memory.totalMib();
    }

    /** How much all volumes in memory may hold, rounded up. */
    static long mebibytes(List<PodVolume> volumes) {
        return volumes.stream()
                .map(PodVolume::source)
                .filter(source -> source instanceof VolumeSource.EmptyDir dir && dir.inMemory())
                .map(source -> ((VolumeSource.EmptyDir) source).sizeLimit().orElse("0"))
                .mapToLong(size -> WholePod.mebibytes(new Quantity(size)))
                .sum();
    }
}
