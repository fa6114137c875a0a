package dev.bellows.testkit;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an hour of a run in which nothing happens costs the API server. */
class IdleRunCostTest {
    /** The API server ends a watch after some minutes; a namespace has two. */
    private static final int MOST_RENEWALS_AN_HOUR = 2 * 13;

    @Test
    void an_idle_run_costs_nothing_but_the_renewal_of_its_watches() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(7)) {
            cluster.job(FailureStory.job().build().name())
                    .driverRunsFor(ofHours(3))
                    .thenSucceeds();
            SparkRun run = FailureStory.submit(cluster);
            cluster.advance(ofMinutes(10));
            assertThat(run.executorsRunning(2)).isCompleted();

            List<Step> calls = new ArrayList<>();
            cluster.faults(step -> {
                if (!step.isEvent()) {
                    calls.add(step);
                }
                return Optional.empty();
            });
            cluster.advance(ofHours(1));
            cluster.faults(FaultPlan.NONE);

            assertThat(calls)
                    .allMatch(step -> step.verb().equals("watch"))
                    .hasSizeLessThanOrEqualTo(MOST_RENEWALS_AN_HOUR);
            assertThat(cluster.await(run.result()).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
