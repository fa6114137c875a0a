package dev.bellows.testkit;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an hour of runs in which nothing happens costs the API server. */
class IdleRunCostTest {
    /** Several looks at all that is there. */
    private static final Duration LONG_ENOUGH = ofMinutes(20);

    /** A list comes in pages of so many objects. */
    private static final int PAGE = 500;

    private static final double MOST_REQUESTS_A_SECOND = 0.1;

    /** The API server ends a watch after some minutes; a namespace has two. */
    private static final int MOST_RENEWALS_AN_HOUR = 2 * 13;

    /** Two lists of metadata from time to time. */
    private static final int MOST_LISTS_AN_HOUR = 2 * 40;

    private static List<Step> callsWithin(SimulatedCluster cluster, Duration time) {
        List<Step> calls = new ArrayList<>();
        cluster.faults(step -> {
            if (!step.isEvent()) {
                calls.add(step);
            }
            return Optional.empty();
        });
        cluster.advance(time);
        cluster.faults(FaultPlan.NONE);
        return calls;
    }

    @Test
    void an_idle_run_costs_the_renewal_of_its_watches_and_a_look_from_time_to_time() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(7)) {
            cluster.job(FailureStory.job().build().name())
                    .driverRunsFor(ofHours(3))
                    .thenSucceeds();
            SparkRun run = FailureStory.submit(cluster);
            cluster.advance(ofMinutes(10));
            assertThat(run.executorsRunning(2)).isCompleted();

            List<Step> calls = callsWithin(cluster, ofHours(1));

            assertThat(calls)
                    .allMatch(step -> step.verb().equals("watch") || step.verb().equals("list"));
            assertThat(calls)
                    .filteredOn(step -> step.verb().equals("watch"))
                    .hasSizeLessThanOrEqualTo(MOST_RENEWALS_AN_HOUR);
            assertThat(calls)
                    .filteredOn(step -> step.verb().equals("list"))
                    .hasSizeLessThanOrEqualTo(MOST_LISTS_AN_HOUR);
            assertThat(cluster.await(run.result()).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_thousand_idle_runs_cost_less_than_a_request_in_ten_seconds() {
        int runs = 1_000;
        try (SimulatedCluster cluster = SimulatedCluster.seeded(7)) {
            for (int i = 0; i < runs; i++) {
                cluster.job("idle-" + i).driverRunsFor(ofHours(3)).thenSucceeds();
                cluster.spark().submit(FailureStory.job().name("idle-" + i).build(), FailureStory.OPTIONS);
            }
            cluster.advance(ofMinutes(10));
            int pods = cluster.objects().list(Pod.class).size();
            assertThat(pods).isEqualTo(3 * runs);

            int requests = callsWithin(cluster, LONG_ENOUGH).stream()
                    .mapToInt(step -> step.verb().equals("list")
                            ? ((step.plural().equals("pods") ? pods : runs) + PAGE - 1) / PAGE
                            : 1)
                    .sum();

            assertThat(requests / (double) LONG_ENOUGH.toSeconds()).isLessThan(MOST_REQUESTS_A_SECOND);
        }
    }
}
