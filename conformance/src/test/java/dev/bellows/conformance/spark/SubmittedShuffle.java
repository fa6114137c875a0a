package dev.bellows.conformance.spark;

import dev.bellows.job.CelebornShuffle;
import dev.bellows.job.MigratedShuffle;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.TrackedShuffle;
import dev.bellows.job.VolumeShuffle;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The conf by which somebody keeps shuffle data where it outlives executors, and has executors leave in order. */
final class SubmittedShuffle implements Shuffle.Reader<Map<String, String>> {
    private static final String DYNAMIC = "spark.dynamicAllocation.";

    private final SparkJob job;

    private SubmittedShuffle(SparkJob job) {
        this.job = job;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        Shuffle shuffle = job.shuffle().orElse(new TrackedShuffle(Optional.empty()));
        conf.putAll(shuffle.read(new SubmittedShuffle(job)));
        if (job.spot().isPresent()) {
            conf.putAll(migration(!(shuffle instanceof CelebornShuffle)));
            conf.put("spark.stage.ignoreDecommissionFetchFailure", "true");
        }
        if (job.sparkVersion().atLeast(SparkVersion.V4_1)) {
            grace(job)
                    .ifPresent(grace -> conf.put(
                            "spark.kubernetes.executor.terminationGracePeriodSeconds", grace.toSeconds() + "s"));
        }
    }

    /** How long an executor may take to leave: the pod's own time first, then what the nodes and the data need. */
    static Optional<Duration> grace(SparkJob job) {
        Optional<Duration> own =
                SubmittedPods.ofExecutors(job).terminationGraceSeconds().map(Duration::ofSeconds);
        if (own.isPresent()) {
            return own;
        } else if (job.spot().isPresent()) {
            Spot spot = job.spot().get();
            return spot.grace().or(spot::notice).or(() -> shortestNotice(spot.platform()));
        }
        return job.shuffle().orElse(null) instanceof MigratedShuffle
                ? Optional.of(Duration.ofMinutes(2))
                : Optional.empty();
    }

    @Override
    public Map<String, String> tracked(TrackedShuffle shuffle) {
        return tracking(true, shuffle.timeout().orElse(Duration.ofMinutes(30)));
    }

    @Override
    public Map<String, String> migrated(MigratedShuffle shuffle) {
        Map<String, String> conf = tracking(false, null);
        conf.putAll(migration(true));
        conf.put("spark.stage.ignoreDecommissionFetchFailure", "true");
        if (shuffle.fallback().isPresent()) {
            conf.put(
                    "spark.storage.decommission.fallbackStorage.path",
                    shuffle.fallback().get());
            conf.put("spark.storage.decommission.fallbackStorage.cleanUp", "true");
        }
        return conf;
    }

    @Override
    public Map<String, String> volumes(VolumeShuffle shuffle) {
        Map<String, String> conf = tracking(true, Duration.ofMinutes(30));
        String volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.";
        conf.put(volume + "options.claimName", "OnDemand");
        conf.put(volume + "options.storageClass", shuffle.storageClass());
        conf.put(volume + "options.sizeLimit", shuffle.size().mebibytes().orElseThrow() + "Mi");
        conf.put(volume + "mount.path", "/data/spark-volume/executor-volume");
        conf.put(volume + "mount.readOnly", "false");
        String driver = "spark.kubernetes.driver.";
        conf.put(driver + "ownPersistentVolumeClaim", "true");
        conf.put(driver + "reusePersistentVolumeClaim", "true");
        conf.put(driver + "waitToReusePersistentVolumeClaim", "true");
        conf.put("spark.shuffle.sort.io.plugin.class", "org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO");
        return conf;
    }

    @Override
    public Map<String, String> celeborn(CelebornShuffle shuffle) {
        Map<String, String> conf = tracking(false, null);
        conf.put("spark.celeborn.master.endpoints", String.join(",", shuffle.masters()));
        conf.put("spark.shuffle.manager", "org.apache.spark.shuffle.celeborn.SparkShuffleManager");
        conf.put("spark.shuffle.sort.io.plugin.class", "org.apache.spark.shuffle.celeborn.CelebornShuffleDataIO");
        conf.put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        return conf;
    }

    @Override
    public Map<String, String> service(ServiceShuffle shuffle) {
        Map<String, String> conf = tracking(false, null);
        conf.put("spark.shuffle.service.enabled", "true");
        conf.put("spark.blockManager.port", "0");
        // Otherwise the driver would declare port 0 too, which no API server takes.
        conf.put("spark.driver.blockManager.port", "7079");
        String volume = "spark.kubernetes.executor.volumes.hostPath.spark-local-dir-1.";
        conf.put(volume + "mount.path", shuffle.folder());
        conf.put(volume + "options.path", shuffle.folder());
        return conf;
    }

    /** Where the number of executors is fixed there is nothing to track. */
    private Map<String, String> tracking(boolean tracked, Duration timeout) {
        Map<String, String> conf = new LinkedHashMap<>();
        if (job.executors().dynamic().isPresent()) {
            conf.put(DYNAMIC + "shuffleTracking.enabled", tracked ? "true" : "false");
            if (tracked) {
                conf.put(DYNAMIC + "shuffleTracking.timeout", timeout.toSeconds() + "s");
            }
        }
        return conf;
    }

    private static Map<String, String> migration(boolean ofShuffle) {
        return Map.of(
                "spark.decommission.enabled", "true",
                "spark.storage.decommission.enabled", "true",
                "spark.storage.decommission.rddBlocks.enabled", "true",
                "spark.storage.decommission.shuffleBlocks.enabled", ofShuffle ? "true" : "false");
    }

    private static Optional<Duration> shortestNotice(Optional<SpotPlatform> platform) {
        return Stream.of(SpotPlatform.values())
                .filter(each -> platform.isEmpty() || platform.get() == each)
                .map(SubmittedShuffle::notice)
                .min(Comparator.naturalOrder());
    }

    // What the providers' documentation says.
    private static Duration notice(SpotPlatform platform) {
        return switch (platform) {
            case GKE -> Duration.ofSeconds(15);
            case AKS -> Duration.ofSeconds(30);
            case EKS, KARPENTER -> Duration.ofMinutes(2);
        };
    }
}
