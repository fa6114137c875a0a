package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the words of a script do, as the SDK and the objects show it. */
@ExtendWith(SimulatedClusterExtension.class)
class JobScriptTest {
    private static SparkRun submit(SimulatedCluster cluster) {
        return cluster.spark().submit(SimulatedClusterTest.JOB, RunOptions.key("k"));
    }

    private static JobScript script(SimulatedCluster cluster) {
        return cluster.job("daily-revenue");
    }

    static Stream<Arguments> endings() {
        Consumer<DriverEnd> exits = end -> end.thenExits(3);
        return Stream.of(
                Arguments.of("exits", exits, FailureKind.APPLICATION_ERROR),
                Arguments.of("memory", (Consumer<DriverEnd>) DriverEnd::thenRunsOutOfMemory, FailureKind.DRIVER_OOM),
                Arguments.of("evicted", (Consumer<DriverEnd>) DriverEnd::thenIsEvicted, FailureKind.EVICTED),
                Arguments.of("preempted", (Consumer<DriverEnd>) DriverEnd::thenIsPreempted, FailureKind.PREEMPTED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void endings_are_seen_for_what_they_are(String name, Consumer<DriverEnd> ending, FailureKind expected) {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(3)) {
            ending.accept(script(cluster).driverRunsFor(ofMinutes(5)));
            SparkRun run = submit(cluster);
            cluster.advance(ofMinutes(4));
            assertThat(run).hasNotEnded();

            cluster.advance(ofMinutes(3));

            assertThat(run).failedWith(expected);
        }
    }

    @Test
    void a_deleted_driver_is_seen_to_be_stopped_from_outside(SimulatedCluster cluster) {
        script(cluster).driverRunsFor(ofMinutes(5)).thenIsDeleted();

        FailureKind kind =
                cluster.await(submit(cluster).result()).failure().orElseThrow().kind();

        assertThat(kind).isIn(FailureKind.DRIVER_KILLED, FailureKind.DRIVER_DELETED);
    }

    @Test
    void an_image_that_cannot_be_pulled_fails_the_run(SimulatedCluster cluster) {
        script(cluster).imagePullFails();
        SparkRun run = submit(cluster);

        cluster.advance(ofMinutes(30));

        assertThat(run).failedWith(FailureKind.IMAGE);
    }

    @Test
    void a_container_that_cannot_be_made_fails_the_run(SimulatedCluster cluster) {
        script(cluster).containerConfigFails("secret \"db\" not found");
        SparkRun run = submit(cluster);

        cluster.advance(ofMinutes(30));

        assertThat(run).failedWith(FailureKind.CONTAINER_CONFIG);
    }

    @Test
    void a_driver_without_a_node_waits_and_says_why(SimulatedCluster cluster) {
        script(cluster).neverScheduled();
        SparkRun run = submit(cluster);
        List<String> events = new ArrayList<>();
        run.onEvent(event -> events.add(event.toString()));

        cluster.advance(ofMinutes(1));

        assertThat(run).hasNotEnded();
        assertThat(events).contains("driver pending (Unschedulable)");
    }

    @Test
    void waits_and_preparations_take_their_time(SimulatedCluster cluster) {
        script(cluster)
                .scheduledAfter(ofMinutes(2))
                .startsAfter(ofMinutes(1))
                .driverRunsFor(ofMinutes(1))
                .thenSucceeds();
        SparkRun run = submit(cluster);

        cluster.advance(ofMinutes(3).minusSeconds(1));
        assertThat(run.driverRunning()).isNotDone();
        cluster.advance(ofSeconds(2));
        assertThat(run.driverRunning()).isCompleted();
        cluster.advance(ofMinutes(1).plusSeconds(2));

        assertThat(run).succeeded();
    }

    @Test
    void a_driver_can_run_until_it_is_stopped(SimulatedCluster cluster) {
        script(cluster).driverRunsForever();
        SparkRun run = submit(cluster);
        cluster.advance(ofHours(10));
        assertThat(run).hasNotEnded();

        run.cancel();
        cluster.advance(ofMinutes(1));

        assertThat(run).cancelled();
    }

    @Test
    void a_lost_executor_is_told_and_replaced(SimulatedCluster cluster) {
        script(cluster).driverRunsFor(ofMinutes(10)).thenSucceeds().executor(1).runsOutOfMemoryAfter(ofMinutes(2));
        SparkRun run = submit(cluster);
        List<RunEvent> events = new ArrayList<>();
        run.onEvent(events::add);

        cluster.advance(ofMinutes(5));

        assertThat(run).hasExecutorsRunning(2);
        assertThat(events)
                .filteredOn(RunEvent.ExecutorEnded.class::isInstance)
                .singleElement()
                .hasToString("executor 1 ended with exit code 137 (OOMKilled)");
    }

    @Test
    void a_dead_node_takes_its_pods_along_in_the_end(SimulatedCluster cluster) {
        script(cluster).driverRunsFor(ofMinutes(5)).thenLosesItsNode();
        submit(cluster);
        cluster.advance(ofMinutes(6));
        assertThat(cluster.objects().list(Pod.class, "spark-role=driver")).hasSize(1);

        cluster.advance(ofMinutes(20));

        assertThat(cluster.objects().list(Pod.class, "spark-role=driver")).isEmpty();
        assertThat(cluster.objects().list(Node.class)).hasSize(3);
    }

    @Test
    void what_the_driver_printed_last_is_in_its_result(SimulatedCluster cluster) {
        script(cluster)
                .prints("first", "the table is gone")
                .driverRunsFor(ofMinutes(1))
                .thenExits(1);
        SparkRun run = submit(cluster);

        assertThat(cluster.await(run.result()).failure().orElseThrow().lastLines())
                .endsWith("the table is gone");
    }
}
