package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An event that a watch never tells, and the watch goes on as if nothing were wrong. */
@ExtendWith(SimulatedClusterExtension.class)
class DroppedEventTest {
    private static final Duration FOUND = ofMinutes(5);

    /** Other runs live on, so that the watch tells something all the time, and goes on from versions after the one that it left out. */
    private static SparkRun besideOthers(SimulatedCluster cluster, Predicate<Step> dropped) {
        for (int i = 0; i < 4; i++) {
            cluster.job("other-" + i).driverRunsFor(ofMinutes(8 + i)).thenSucceeds();
            cluster.spark().submit(FailureStory.job().name("other-" + i).build(), FailureStory.OPTIONS);
        }
        SparkRun run = FailureStory.submit(cluster);
        cluster.advance(ofMinutes(2));
        cluster.faults(FaultPlan.next(100, dropped, Fault.before(FaultKind.EVENT_DROPPED)));
        return run;
    }

    private static boolean isOf(Step step, String plural, String part) {
        return step.verb().equals("event")
                && step.plural().equals(plural)
                && step.name().startsWith("daily-revenue")
                && step.name().contains(part);
    }

    @Test
    void the_end_of_a_driver_is_found_within_five_minutes(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(3)).thenSucceeds();
        SparkRun run = besideOthers(cluster, step -> isOf(step, "pods", "driver"));

        cluster.advance(ofMinutes(1).plus(ofSeconds(10)));
        assertThat(run.result()).isNotCompleted();
        cluster.advance(FOUND);

        assertThat(run).succeeded();
    }

    @Test
    void so_is_a_driver_that_somebody_has_deleted(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofMinutes(3)).thenIsDeleted();
        SparkRun run = besideOthers(cluster, step -> isOf(step, "pods", "driver"));

        cluster.advance(ofMinutes(2).plus(FOUND).plus(ofMinutes(1)));

        assertThat(run.result()).isCompleted();
    }

    @Test
    void so_is_the_outcome_that_another_process_has_recorded(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsForever();
        SparkRun run = besideOthers(
                cluster, step -> step.process().equals("sdk-1") && isOf(step, "configmaps", "daily-revenue"));
        cluster.connect(ConnectOptions.ambient()).attach(run.id()).cancel();

        cluster.advance(FOUND.plus(ofMinutes(1)));

        assertThat(run.result()).isCompleted();
    }

    @Test
    void so_are_executors_that_came(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsFor(ofHours(1)).thenSucceeds();
        cluster.faults(
                FaultPlan.next(100, step -> isOf(step, "pods", "exec-2"), Fault.before(FaultKind.EVENT_DROPPED)));
        SparkRun run = FailureStory.submit(cluster);
        cluster.advance(ofMinutes(1));
        assertThat(run.executorsRunning(2)).isNotCompleted();

        cluster.advance(FOUND);

        assertThat(run.executorsRunning(2)).isCompleted();
    }
}
