package dev.bellows.compile;

import dev.bellows.job.CelebornShuffle;
import dev.bellows.job.MigratedShuffle;
import dev.bellows.job.SparkJob;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How executors go: what they do when they are told to, and how long they have. */
final class Decommissioning {
    private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";
    // Kubernetes' own half minute is too short to hand a disk of data on.
    private static final Duration MIGRATION = Duration.ofMinutes(2);

    private Decommissioning() {}

    /** The time an executor gets, if Kubernetes' default will not do. */
    static Optional<Duration> grace(SparkJob job) {
        Optional<Duration> ofSpot = job.spot().map(spot -> spot.grace().orElseGet(spot::shortestNotice));
        return ofSpot.isPresent()
                ? ofSpot
                : job.shuffle().filter(MigratedShuffle.class::isInstance).map(shuffle -> MIGRATION);
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        job.spot().ifPresent(spot -> addSpot(conf, job));
        if (SparkLine.of(job.sparkVersion()).executorGrace()) {
            grace(job).ifPresent(grace -> conf.putIfAbsent(GRACE, AllocationConf.seconds(grace)));
        }
    }

    private static void addSpot(Map<String, String> conf, SparkJob job) {
        boolean elsewhere = job.shuffle().orElse(null) instanceof CelebornShuffle;
        ShuffleConf.addMigration(conf, !elsewhere);
        conf.putIfAbsent("spark.stage.ignoreDecommissionFetchFailure", "true");
    }
}
