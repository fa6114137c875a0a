package dev.bellows.k8s.internal.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Release;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random lives of applications, during which executors are let go: never one that is missed. */
class ReleaseHistoriesTest {
    private static final long SEED = Long.getLong("bellows.seed", 1);
    private static final int LARGE_EVERY = 1_000;
    private static final int LARGE = 1_000;
    private static final int LOOKS = 12;
    private static final Map<String, String> CONF = Map.of(
            "spark.dynamicAllocation.enabled", "true",
            "spark.dynamicAllocation.minExecutors", "1",
            "spark.dynamicAllocation.maxExecutors", "1000");

    private long released;

    @Test
    void no_executor_is_released_that_holds_shuffle_data_which_is_needed() {
        live(SEED, 2_000);
    }

    @Test
    @Tag("executors")
    void nor_is_one_in_ten_thousand_histories() {
        live(SEED, 10_000);
    }

    private void live(long first, int histories) {
        for (long seed = first; seed < first + histories; seed++) {
            live(seed);
        }
        System.out.println(
                "seeds " + first + " to " + (first + histories - 1) + ": " + released + " executors released");
        assertThat(released).isGreaterThan(histories);
    }

    private void live(long seed) {
        Random random = new Random(seed);
        int executors = seed % LARGE_EVERY == 0 ? LARGE : 1 + random.nextInt(12);
        AllocationFacts conf = AllocationFacts.of(CONF);
        ModelSpark spark = new ModelSpark(random, executors, conf);
        Sightings memory = Sightings.NONE;
        for (int look = 0; look < LOOKS; look++) {
            spark.pass(1_100 + random.nextInt(2_000));
            DriverReport report = spark.report();
            List<PodSight> pods = spark.pods();
            memory = memory.after(report, LiveShuffle.bytes(report), spark.time());
            Reading reading = new Reading(spark.time(), pods, Optional.of(report), Optional.empty(), memory);
            boolean unused = random.nextBoolean();
            Release release = Release.idle(Duration.ofSeconds(1 + random.nextInt(3)));
            List<Decision> decisions = ReleasePlan.of(
                    unused ? release.unusedShuffle(Duration.ofSeconds(random.nextInt(3))) : release, reading);
            assertThat(decisions).hasSize(pods.size());
            int target = spark.target();
            if (!unused) {
                // What the driver told is a little old by now.
                spark.pass(random.nextInt(100));
            }
            for (Decision decision : decisions) {
                if (decision.outcome() == Outcome.RELEASED) {
                    boolean missed =
                            unused ? spark.holdsNeeded(decision.executor()) : spark.holdsAny(decision.executor());
                    assertThat(missed)
                            .as("seed %d, look %d: %s", seed, look, decision)
                            .isFalse();
                    spark.delete(decision.executor());
                    released++;
                }
            }
            assertThat(spark.executors())
                    .as("seed %d, look %d", seed, look)
                    .isGreaterThanOrEqualTo(Math.min(target, pods.size()));
        }
    }
}
