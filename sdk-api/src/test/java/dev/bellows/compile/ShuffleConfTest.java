package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJobBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShuffleConfTest {
    private static final String TRACKING = "spark.dynamicAllocation.shuffleTracking.enabled";
    private static final String TIMEOUT = "spark.dynamicAllocation.shuffleTracking.timeout";

    private static SparkJobBuilder dynamic() {
        return Jobs.minimal().executors(e -> e.between(1, 9));
    }

    private static Map<String, String> conf(Shuffle shuffle) {
        return dynamic().shuffle(shuffle).build().compile().conf();
    }

    @Test
    void tracking_ends_after_half_an_hour_unless_told_otherwise() {
        assertThat(dynamic().build().compile().conf())
                .containsEntry(TRACKING, "true")
                .containsEntry(TIMEOUT, "1800s");
        assertThat(conf(Shuffle.tracked(Duration.ofMinutes(5)))).containsEntry(TIMEOUT, "300s");
    }

    @Test
    void a_fixed_number_of_executors_needs_no_tracking() {
        assertThat(Jobs.minimal().build().compile().conf()).doesNotContainKeys(TRACKING, TIMEOUT);
    }

    @Test
    void migration_replaces_tracking() {
        assertThat(conf(Shuffle.migrated("s3a://acme/fallback/")))
                .containsEntry(TRACKING, "false")
                .containsEntry("spark.decommission.enabled", "true")
                .containsEntry("spark.storage.decommission.enabled", "true")
                .containsEntry("spark.storage.decommission.shuffleBlocks.enabled", "true")
                .containsEntry("spark.storage.decommission.fallbackStorage.path", "s3a://acme/fallback/")
                .containsEntry("spark.kubernetes.executor.terminationGracePeriodSeconds", "120s");
    }

    @Test
    void volumes_are_claimed_reused_and_searched() {
        String claim = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.";

        assertThat(conf(Shuffle.reusedVolumes("fast", "100g")))
                .containsEntry(claim + "options.claimName", "OnDemand")
                .containsEntry(claim + "options.storageClass", "fast")
                .containsEntry(claim + "options.sizeLimit", "102400Mi")
                .containsEntry("spark.kubernetes.driver.reusePersistentVolumeClaim", "true")
                .containsEntry(
                        "spark.shuffle.sort.io.plugin.class",
                        "org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO")
                .containsEntry(TRACKING, "true");
    }

    @Test
    void celeborn_replaces_the_shuffle_and_its_migration() {
        Map<String, String> conf = dynamic()
                .shuffle(Shuffle.celeborn("a:9097", "b:9097"))
                .spot()
                .build()
                .compile()
                .conf();

        assertThat(conf)
                .containsEntry("spark.celeborn.master.endpoints", "a:9097,b:9097")
                .containsEntry(TRACKING, "false")
                .containsEntry("spark.decommission.enabled", "true")
                .containsEntry("spark.storage.decommission.shuffleBlocks.enabled", "false");
    }
}
