package dev.bellows.compile;

import dev.bellows.job.CelebornShuffle;
import dev.bellows.job.MigratedShuffle;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.TrackedShuffle;
import dev.bellows.job.VolumeShuffle;
import java.time.Duration;
import java.util.Map;

/** The conf by which shuffle data outlives executors. */
final class ShuffleConf implements Shuffle.Reader<Boolean> {
    static final String SERVICE = "spark.shuffle.service.enabled";
    private static final String TRACKING = "spark.dynamicAllocation.shuffleTracking.enabled";
    private static final String PLUGIN = "spark.shuffle.sort.io.plugin.class";
    private static final String CLAIM = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.";
    // Recovery looks for data in folders spark-*/*/blockmgr-* of the folder two levels above the mount.
    private static final String RECOVERABLE = "/data/spark-volume/executor-volume";
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final Map<String, String> conf;
    private final boolean dynamic;

    private ShuffleConf(Map<String, String> conf, boolean dynamic) {
        this.conf = conf;
        this.dynamic = dynamic;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        ShuffleConf shuffle = new ShuffleConf(conf, job.executors().dynamic().isPresent());
        job.shuffle().orElseGet(Shuffle::tracked).read(shuffle);
    }

    @Override
    public Boolean tracked(TrackedShuffle shuffle) {
        track(shuffle.timeout().orElse(TIMEOUT));
        return true;
    }

    @Override
    public Boolean migrated(MigratedShuffle shuffle) {
        addMigration(conf, true);
        // Otherwise a stage would fail for data that an executor took with it; Spark 3.5 counts that as the job's own.
        conf.putIfAbsent("spark.stage.ignoreDecommissionFetchFailure", "true");
        shuffle.fallback().ifPresent(path -> {
            conf.put("spark.storage.decommission.fallbackStorage.path", path);
            conf.putIfAbsent("spark.storage.decommission.fallbackStorage.cleanUp", "true");
        });
        forgetTracking();
        return true;
    }

    @Override
    public Boolean volumes(VolumeShuffle shuffle) {
        conf.put(CLAIM + "options.claimName", "OnDemand");
        conf.put(CLAIM + "options.storageClass", shuffle.storageClass());
        conf.put(CLAIM + "options.sizeLimit", shuffle.size().mebibytes().orElseThrow() + "Mi");
        conf.put(CLAIM + "mount.path", RECOVERABLE);
        conf.put(CLAIM + "mount.readOnly", "false");
        conf.put("spark.kubernetes.driver.ownPersistentVolumeClaim", "true");
        conf.put("spark.kubernetes.driver.reusePersistentVolumeClaim", "true");
        conf.put("spark.kubernetes.driver.waitToReusePersistentVolumeClaim", "true");
        conf.put(PLUGIN, "org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO");
        track(TIMEOUT);
        return true;
    }

    @Override
    public Boolean celeborn(CelebornShuffle shuffle) {
        conf.put("spark.shuffle.manager", "org.apache.spark.shuffle.celeborn.SparkShuffleManager");
        conf.put("spark.celeborn.master.endpoints", String.join(",", shuffle.masters()));
        // By this Spark believes that data outlives executors, and lets them go.
        conf.put(PLUGIN, "org.apache.spark.shuffle.celeborn.CelebornShuffleDataIO");
        conf.putIfAbsent("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        forgetTracking();
        return true;
    }

    @Override
    public Boolean service(ServiceShuffle shuffle) {
        conf.put(SERVICE, "true");
        // A declared port would become a port of the node, and one executor the most that a node takes.
        conf.put("spark.blockManager.port", "0");
        conf.put("spark.kubernetes.executor.volumes.hostPath.spark-local-dir-1.mount.path", shuffle.folder());
        conf.put("spark.kubernetes.executor.volumes.hostPath.spark-local-dir-1.options.path", shuffle.folder());
        forgetTracking();
        return true;
    }

    /** Executors hand their blocks on before they go. */
    static void addMigration(Map<String, String> conf, boolean shuffleBlocks) {
        conf.putIfAbsent("spark.decommission.enabled", "true");
        conf.putIfAbsent("spark.storage.decommission.enabled", "true");
        conf.putIfAbsent("spark.storage.decommission.rddBlocks.enabled", "true");
        conf.putIfAbsent("spark.storage.decommission.shuffleBlocks.enabled", Boolean.toString(shuffleBlocks));
    }

    private void track(Duration timeout) {
        if (dynamic) {
            conf.put(TRACKING, "true");
            conf.put("spark.dynamicAllocation.shuffleTracking.timeout", AllocationConf.seconds(timeout));
        }
    }

    // On by default, tracking would keep executors whose data is safe elsewhere.
    private void forgetTracking() {
        if (dynamic) {
            conf.put(TRACKING, "false");
        }
    }
}
