package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes that no driver shows alone: what its executors, its events and its own notes add, and the numbers of the advice. */
class DiagnosisTest {
    private static final String NEVER =
            "0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 Preemption is not"
                    + " helpful for scheduling.";
    private static final String LATER =
            "0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims"
                    + " found for incoming pod.";
    private static final EventFacts NO_SECRET =
            new EventFacts("FailedMount", "MountVolume.SetUp failed for volume \"db\" : secret \"db\" not found");

    private static ImmutableSupervision state(PodFacts driver) {
        return ImmutableSupervision.copyOf(Supervision.of(new RunId("jobs", "daily", "k1"), Facts.OPTIONS))
                .withRecord(Facts.SUBMITTED)
                .withDriver(driver);
    }

    private static Failure failure(Supervision state, String... lines) {
        return Judge.verdict(state, List.of(lines), new Moment(Instant.EPOCH, 1))
                .failure()
                .orElseThrow();
    }

    private static ImmutableSupervision withDeaths(ImmutableSupervision state, ExecutorEnd end, int times) {
        return state.withFailedExecutors(java.util.Collections.nCopies(times, end))
                .withDeaths(Map.of(end.cause(), times));
    }

    private static ExecutorEnd end(int code, String reason) {
        return new ExecutorEnd(1, code == 0 ? OptionalInt.empty() : OptionalInt.of(code), reason, "");
    }

    @Test
    void executors_that_were_killed_at_their_limit_name_the_limit_and_the_next_overhead() {
        Failure failure = failure(withDeaths(state(Facts.exited(11, "Error", "")), end(137, "OOMKilled"), 3));

        assertThat(failure.kind()).isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(failure.reason())
                .isEqualTo("Spark gave up after too many executors failed: 3 executors ran out of memory.");
        assertThat(failure.advice())
                .isEqualTo(
                        "executor limit 896Mi, killed at it 3 times: raise memoryOverhead from 384Mi to at least 640Mi:"
                                + " executors(e -> e.memoryOverhead(mib(640)))");
        assertThat(failure.evidence())
                .contains("executors that died: 3 OUT_OF_MEMORY", "container ended: Error exit code 11");
    }

    @Test
    void executors_whose_heap_was_full_need_a_larger_heap() {
        Failure failure = failure(
                withDeaths(state(Facts.exited(1, "Error", "")), end(52, "Error"), 4),
                "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted: ExecutorLostFailure");

        assertThat(failure.kind()).isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(failure.advice()).endsWith("executors(e -> e.memory(mib(768)))");
    }

    @Test
    void a_task_that_ran_out_of_memory_explains_an_error_before_its_executor_is_seen_dead() {
        Failure failure = failure(
                state(Facts.exited(1, "Error", "")),
                "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted due to stage failure: Task 0"
                        + " in stage 0.0 failed 1 times, most recent failure: Lost task 0.0 in stage 0.0 (TID 0)"
                        + " (10.1.2.3 executor 1): java.lang.OutOfMemoryError: Java heap space");

        assertThat(failure.kind()).isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(failure.reason()).isEqualTo("The application failed: 1 executor ran out of memory.");
    }

    @Test
    void an_executor_that_rejects_tasks_while_its_full_heap_ends_it_explains_the_error() {
        String rejected = "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted due to stage"
                + " failure: Task 0 in stage 0.0 failed 2 times, most recent failure: Lost task 0.1 in stage 0.0 (TID 1)"
                + " (127.0.2.24 executor 1): java.util.concurrent.RejectedExecutionException: Task"
                + " org.apache.spark.executor.Executor$TaskRunner@29864ab5 rejected from"
                + " java.util.concurrent.ThreadPoolExecutor@446b6a33[Shutting down, pool size = 1]";
        ImmutableSupervision driver = state(Facts.exited(1, "Error", ""));

        assertThat(failure(withDeaths(driver, end(52, "Error"), 1), rejected).kind())
                .isEqualTo(FailureKind.EXECUTOR_OOM);
        assertThat(failure(driver, rejected).kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void an_executor_without_memory_does_not_explain_every_error() {
        Failure failure = failure(
                withDeaths(state(Facts.exited(1, "Error", "")), end(137, "OOMKilled"), 1),
                "Exception in thread \"main\" java.lang.IllegalStateException: no data");

        assertThat(failure.kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        assertThat(failure.deaths()).containsExactly(Map.entry(ExecutorCause.OUT_OF_MEMORY, 1));
    }

    @Test
    void executors_that_failed_otherwise_are_counted() {
        Failure failure = failure(withDeaths(state(Facts.exited(11, "Error", "")), end(1, "Error"), 3));

        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_MANY_EXECUTOR_FAILURES);
        assertThat(failure.evidence()).contains("executors that died: 3 ERROR");
    }

    static Stream<Arguments> deaths() {
        return Stream.of(
                arguments(137, "OOMKilled", ExecutorCause.OUT_OF_MEMORY),
                arguments(52, "Error", ExecutorCause.OUT_OF_MEMORY),
                arguments(53, "Error", ExecutorCause.DISK),
                arguments(137, "Evicted", ExecutorCause.EVICTED),
                arguments(0, "EvictionByEvictionAPI", ExecutorCause.EVICTED),
                arguments(0, "PreemptionByScheduler", ExecutorCause.PREEMPTED),
                arguments(0, "DeletionByTaintManager", ExecutorCause.NODE_LOST),
                arguments(143, "Error", ExecutorCause.KILLED),
                arguments(1, "Error", ExecutorCause.ERROR));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void every_death_of_an_executor_has_a_cause(int code, String reason, ExecutorCause cause) {
        assertThat(end(code, reason).cause()).isEqualTo(cause);
    }

    @Test
    void a_driver_at_its_limit_and_one_with_a_full_heap_need_different_memory() {
        assertThat(failure(state(Facts.exited(137, "OOMKilled", ""))).advice())
                .isEqualTo("driver limit 1408Mi, killed at it: raise memoryOverhead from 384Mi to at least 768Mi:"
                        + " driver(d -> d.memoryOverhead(mib(768)))");
        assertThat(failure(state(Facts.exited(52, "Error", ""))).advice()).endsWith("driver(d -> d.memory(mib(1408)))");
    }

    @Test
    void shuffle_that_cannot_be_fetched_is_told_from_errors_of_the_program() {
        Failure failure = failure(
                state(Facts.exited(1, "Error", "")),
                "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted due to stage failure:"
                        + " ShuffleMapStage 3 has failed the maximum allowable number of times: 4.");

        assertThat(failure.kind()).isEqualTo(FailureKind.SHUFFLE);
        assertThat(failure.advice()).contains("\"400\"");
    }

    @Test
    void what_the_driver_noted_of_its_exception_stands_in_for_a_log_that_says_nothing() {
        PodFacts silent = Facts.exited(1, "Error", "");
        PodFacts noted = new PodFacts(
                silent.uid(),
                silent.name(),
                1,
                "Failed",
                "node-1",
                "",
                "",
                silent.owner(),
                false,
                "java.lang.IllegalStateException: the table is gone\n\tat com.acme.Daily",
                silent.container());

        assertThat(failure(state(noted)).reason()).isEqualTo("java.lang.IllegalStateException: the table is gone");
        assertThat(failure(state(noted)).evidence())
                .contains("spark.exit-exception: java.lang.IllegalStateException: the table is gone");
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments("Evicted", FailureKind.EVICTED),
                arguments("EvictionByEvictionAPI", FailureKind.EVICTED),
                arguments("PreemptionByScheduler", FailureKind.PREEMPTED),
                arguments("Preempting", FailureKind.PREEMPTED),
                arguments("NodeShutdown", FailureKind.NODE_LOST),
                arguments("DeletionByPodGC", FailureKind.NODE_LOST));
    }

    @ParameterizedTest
    @MethodSource("places")
    void who_took_the_driver_s_place_is_told_apart(String reason, FailureKind kind) {
        assertThat(failure(state(Facts.failed(reason))).kind()).isEqualTo(kind);
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

    static Stream<Arguments> waits() {
        String claim = "0/3 nodes are available: persistentvolumeclaim \"data\" not found. preemption: 0/3 nodes are"
                + " available: 3 Preemption is not helpful for scheduling.";
        String noClaim = "0/1 nodes are available: persistentvolumeclaim \"data\" not found. not found";
        String shut =
                "0/3 nodes are available: 1 Insufficient memory, 1 node(s) were unschedulable, 1 node(s) had untolerated"
                        + " taint(s). no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful"
                        + " for scheduling.";
        EventFacts comes = new EventFacts("TriggeredScaleUp", "pod triggered scale-up");
        EventFacts slow = new EventFacts("FailedMount", "timed out waiting for the condition");
        EventFacts other = new EventFacts("FailedScheduling", "configmap \"db\" not found");
        return Stream.of(
                arguments(unscheduled(NEVER), List.of(), Optional.of(FailureKind.UNSCHEDULABLE)),
                arguments(unscheduled(NEVER), List.of(comes), Optional.empty()),
                arguments(unscheduled(LATER), List.of(), Optional.empty()),
                arguments(unscheduled(shut), List.of(), Optional.empty()),
                arguments(unscheduled(claim), List.of(), Optional.of(FailureKind.VOLUME)),
                arguments(unscheduled(noClaim), List.of(), Optional.of(FailureKind.VOLUME)),
                arguments(Facts.preparing(), List.of(NO_SECRET), Optional.of(FailureKind.VOLUME)),
                arguments(unscheduled(NEVER), List.of(other), Optional.of(FailureKind.UNSCHEDULABLE)),
                arguments(Facts.preparing(), List.of(slow), Optional.empty()),
                arguments(Facts.preparing(), List.of(other), Optional.empty()),
                arguments(Facts.preparing(), List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void a_driver_waits_in_vain_only_where_nothing_will_come(
            PodFacts pod, List<EventFacts> events, Optional<FailureKind> kind) {
        assertThat(Waiting.inVain(pod, events).map(Cause::kind)).isEqualTo(kind);
    }

    @Test
    void a_driver_that_waits_in_vain_is_given_up_after_a_minute_and_not_before() {
        ImmutableSupervision waiting = state(Facts.preparing())
                .withAccepted(true)
                .withRecordUid(Facts.RECORD)
                .withDriverUid(Facts.UID)
                .withPhase(AttemptPhase.STARTING)
                .withEntered(Map.of(AttemptPhase.PENDING, new Moment(Instant.EPOCH, 0)));
        Signal read = new Signal.EventsRead(Facts.UID, List.of(NO_SECRET));

        Step early = Supervisor.step(waiting, read, at(Duration.ofSeconds(59)));
        Step late = Supervisor.step(early.state(), read, at(Duration.ofSeconds(60)));

        assertThat(early.actions()).containsExactly(new Action.SetAlarm(Alarm.READ_EVENTS, 1, Duration.ofSeconds(59)));
        assertThat(late.actions()).containsExactly(new Action.TakeEvidence(1));
        assertThat(failure(late.state()).reason())
                .isEqualTo("The driver's volumes cannot be mounted: " + NO_SECRET.message());
    }

    @Test
    void a_driver_that_is_alone_for_too_long_says_what_its_executors_wait_for() {
        PodFacts executor = Facts.executor(
                "e1", Facts.UID, Facts.waiting("ImagePullBackOff").container());
        Supervision alone = ImmutableSupervision.copyOf(state(Facts.running()))
                .withOptions(Facts.OPTIONS.stallTimeout(Duration.ofMinutes(10)))
                .withExecutors(Map.of(1, executor))
                .withEndedBy(Mark.STALLED);

        assertThat(failure(alone).kind()).isEqualTo(FailureKind.STALLED);
        assertThat(failure(alone).reason())
                .isEqualTo("The driver ran without any executor for PT10M: its executors do not start"
                        + " (ImagePullBackOff said so).");
        assertThat(failure(ImmutableSupervision.copyOf(alone)
                                .withExecutors(Map.of())
                                .withExecutorsSeen(true))
                        .reason())
                .contains("none replaced them");
    }

    private static Moment at(Duration time) {
        return new Moment(Instant.EPOCH, time.toNanos());
    }
}
