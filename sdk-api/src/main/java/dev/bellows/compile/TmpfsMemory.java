package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

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

    private static void add(Map<String, String> conf, SparkJob job, String role, long volumes) {
        if (volumes > 0) {
            long overhead = new ResourceCalculator(job.sparkVersion(), conf).overheadMib(role);
            conf.put("spark." + role + ".memoryOverhead", overhead + volumes + "m");
        }
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
