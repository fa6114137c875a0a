package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.ExecutorCause;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure shows its reader: the facts, a line each, and which line of a log counts. */
class EvidenceTest {
    private static final String INSUFFICIENT =
            "0/1 nodes are available: 1 Insufficient %s. preemption: 0/1 nodes are available: 1 Preemption is not helpful"
                    + " for scheduling.";
    private static final EventFacts MOUNT = new EventFacts("FailedMount", "timed out waiting for the condition");

    private static ImmutableSupervision state(PodFacts driver) {
        return ImmutableSupervision.copyOf(Supervision.of(Told.RUN, Facts.OPTIONS))
                .withRecord(Facts.SUBMITTED)
                .withDriver(driver);
    }

    private static Failure failure(Supervision state, String... lines) {
        return Judge.verdict(state, List.of(lines), new Moment(Instant.EPOCH, 1))
                .failure()
                .orElseThrow();
    }

    private static PodFacts unscheduled(String message) {
        PodFacts pod = Facts.unscheduled();
        return new PodFacts(
                pod.uid(),
                pod.name(),
                1,
                "Pending",
                "",
                "Unschedulable",
                message,
                pod.owner(),
                false,
                "",
                pod.container());
    }

    @Test
    void the_facts_of_a_failure_are_those_that_there_are() {
        assertThat(failure(state(Facts.waiting("ImagePullBackOff"))).evidence())
                .containsExactly("container waits: ImagePullBackOff said so", "node: node-1");
        assertThat(failure(state(Facts.exited(1, "Error", ""))).evidence())
                .containsExactly("container ended: Error exit code 1", "node: node-1");
        assertThat(failure(state(PodFacts.UNKNOWN).withEndedBy(Mark.GONE)).evidence())
                .isEmpty();
    }

    @Test
    void a_pod_s_reason_and_message_are_evidence() {
        assertThat(Evidence.of(state(Facts.unscheduled()), Facts.unscheduled()))
                .containsExactly("pod: pending Unschedulable");
        assertThat(Evidence.of(state(Facts.unscheduled()), unscheduled("no node")))
                .containsExactly("pod: pending Unschedulable no node");
    }

    @Test
    void a_driver_that_ran_says_how_many_executors_ran_at_its_end() {
        ImmutableSupervision ran = state(Facts.exited(1, "Error", ""))
                .withEntered(Map.of(AttemptPhase.RUNNING, new Moment(Instant.EPOCH, 0)))
                .withExecutors(Map.of(
                        1, Facts.executor("e1", Facts.UID, Facts.running().container())));
        assertThat(failure(ran).evidence()).last().isEqualTo("executors running at the end: 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Exception in thread \"main\" org.apache.spark.SparkException: FetchFailed",
                "Caused by: org.apache.spark.shuffle.FetchFailedException: FetchFailed(null)",
                "Error: FetchFailed",
                "ERROR TaskSetManager: Job aborted: FetchFailed"
            })
    void a_line_that_ends_the_program_tells_why(String line) {
        assertThat(failure(state(Facts.exited(1, "Error", "")), "INFO before", line)
                        .kind())
                .isEqualTo(FailureKind.SHUFFLE);
    }

    @Test
    void a_warning_on_the_way_does_not_tell_why_the_program_ended() {
        assertThat(failure(state(Facts.exited(1, "Error", "")), "WARN TaskSetManager: Lost task: FetchFailed")
                        .kind())
                .isEqualTo(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void of_two_errors_the_last_one_ended_the_program() {
        assertThat(failure(
                                state(Facts.exited(1, "Error", "")),
                                "Exception in thread \"worker\" java.lang.IllegalStateException: first",
                                "Error: second")
                        .reason())
                .isEqualTo("Error: second");
    }

    @Test
    void what_most_executors_died_of_is_why_spark_gave_up_and_memory_where_as_many_died_of_it() {
        assertThat(gaveUp(2, 1)).isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(gaveUp(2, 2)).isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(gaveUp(1, 2)).isEqualTo(FailureKind.TOO_MANY_EXECUTOR_FAILURES);
    }

    private static FailureKind gaveUp(int memory, int error) {
        Map<ExecutorCause, Integer> deaths = new LinkedHashMap<>();
        deaths.put(ExecutorCause.ERROR, error);
        deaths.put(ExecutorCause.OUT_OF_MEMORY, memory);
        return ExitCause.of(Facts.exited(11, "Error", ""), List.of(), deaths).kind();
    }

    @Test
    void a_driver_that_no_node_has_memory_for_is_told_how_much_it_asks_for() {
        assertThat(failure(state(unscheduled(INSUFFICIENT.formatted("memory"))).withEndedBy(Mark.STUCK))
                        .advice())
                .isEqualTo("The driver asks for 1408Mi of memory: ask for less, allow more nodes, or add nodes that can"
                        + " hold the driver.");
        assertThat(failure(state(unscheduled(INSUFFICIENT.formatted("cpu"))).withEndedBy(Mark.STUCK))
                        .advice())
                .isEqualTo(FailureKind.UNSCHEDULABLE.advice());
    }

    @Test
    void a_driver_that_did_not_start_in_time_for_want_of_a_volume_says_so() {
        ImmutableSupervision late = state(Facts.preparing()).withEndedBy(Mark.START_TIMED_OUT);
        EventFacts pulled = new EventFacts("Pulled", "Successfully pulled image");
        assertThat(failure(late.withEvents(List.of(pulled, MOUNT))).reason())
                .isEqualTo("The driver's volumes cannot be mounted: " + MOUNT.message());
        assertThat(failure(late.withEvents(List.of(pulled))).kind()).isEqualTo(FailureKind.START_TIMEOUT);
    }

    @Test
    void the_three_newest_events_are_evidence() {
        List<String> evidence =
                Evidence.of(state(Facts.preparing()).withEvents(Collections.nCopies(4, MOUNT)), Facts.preparing());
        assertThat(evidence)
                .filteredOn(line -> line.startsWith("event"))
                .hasSize(3)
                .containsOnly("event FailedMount: " + MOUNT.message());
    }
}
