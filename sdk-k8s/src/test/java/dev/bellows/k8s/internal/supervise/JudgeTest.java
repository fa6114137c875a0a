package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {
    private static Supervision state(PodFacts driver) {
        return ImmutableSupervision.copyOf(Supervision.of(new RunId("jobs", "daily", "k1"), Facts.OPTIONS))
                .withDriver(driver);
    }

    private static Moment at(long seconds) {
        return new Moment(Instant.EPOCH, Duration.ofSeconds(seconds).toNanos());
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(Facts.exited(1, "Error", ""), "", FailureKind.APPLICATION_ERROR, "exit code 1"),
                arguments(
                        Facts.exited(1, "Error", ""),
                        "Exception in thread \"main\" java.lang.IllegalStateException: no data",
                        FailureKind.APPLICATION_ERROR,
                        "no data"),
                arguments(Facts.exited(101, "Error", ""), "", FailureKind.MAIN_CLASS_NOT_FOUND, "main class"),
                arguments(
                        Facts.exited(101, "Error", ""),
                        "Error: Failed to load class com.acme.Nope.",
                        FailureKind.MAIN_CLASS_NOT_FOUND,
                        "com.acme.Nope"),
                arguments(
                        Facts.exited(11, "Error", ""), "", FailureKind.TOO_MANY_EXECUTOR_FAILURES, "executors failed"),
                arguments(Facts.exited(52, "Error", ""), "", FailureKind.DRIVER_OOM, "heap"),
                arguments(
                        Facts.exited(1, "Error", ""),
                        "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space",
                        FailureKind.DRIVER_OOM,
                        "heap"),
                arguments(
                        Facts.exited(3, "Error", ""),
                        "Terminating due to java.lang.OutOfMemoryError: Java heap space",
                        FailureKind.DRIVER_OOM,
                        "heap"),
                // An executor's error, told by the driver.
                arguments(
                        Facts.exited(1, "Error", ""),
                        "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted: Lost task 0.3 in"
                                + " stage 1.0 (executor 1): java.lang.OutOfMemoryError: Java heap space",
                        FailureKind.APPLICATION_ERROR,
                        "Job aborted"),
                arguments(Facts.exited(137, "OOMKilled", ""), "", FailureKind.DRIVER_OOM, "more memory"),
                arguments(Facts.exited(137, "Error", ""), "", FailureKind.DRIVER_KILLED, "signal 9"),
                arguments(Facts.exited(143, "Error", ""), "", FailureKind.DRIVER_KILLED, "signal 15"),
                arguments(Facts.exited(128, "Error", ""), "", FailureKind.APPLICATION_ERROR, "exit code 128"),
                arguments(
                        Facts.exited(128, "StartError", "exec: no such file"),
                        "",
                        FailureKind.CONTAINER_CONFIG,
                        "no such file"),
                arguments(Facts.waiting("ImagePullBackOff"), "", FailureKind.IMAGE, "said so"),
                arguments(Facts.waiting("InvalidImageName"), "", FailureKind.IMAGE, "InvalidImageName"),
                arguments(Facts.waiting("ErrImageNeverPull"), "", FailureKind.IMAGE, "ErrImageNeverPull"),
                arguments(Facts.waiting("CreateContainerConfigError"), "", FailureKind.CONTAINER_CONFIG, "said so"),
                arguments(Facts.waiting("RunContainerError"), "", FailureKind.CONTAINER_CONFIG, "cannot start"),
                arguments(Facts.failed("Evicted"), "", FailureKind.EVICTED, "Evicted"),
                arguments(Facts.failed("Terminated"), "", FailureKind.NODE_LOST, "Terminated"),
                arguments(Facts.failed("EvictionByEvictionAPI"), "", FailureKind.EVICTED, "pushed out"),
                arguments(Facts.failed("DeletionByPodGC"), "", FailureKind.NODE_LOST, "node went away"),
                arguments(Facts.failed("UnexpectedAdmissionError"), "", FailureKind.DRIVER_KILLED, "Unexpected"),
                arguments(Facts.failed(""), "", FailureKind.DRIVER_KILLED, "no reason given, phase failed"));
    }

    @Test
    void packages_that_ivy_cannot_resolve_are_named_with_the_repositories_out_of_reach() {
        List<String> lines = List.of(
                "Host repo.acme.com not found. url=https://repo.acme.com/com/acme/absent/2.1/absent-2.1.pom",
                "Host repo.acme.com not found. url=https://repo.acme.com/com/acme/absent/2.1/absent-2.1.jar",
                "\tServer access error at url https://other.acme.com:8443/x.pom (java.net.ConnectException: refused)",
                "Exception in thread \"main\" java.lang.RuntimeException: [unresolved dependency: com.acme#absent_2.13;2.1:"
                        + " not found, download failed: com.acme#broken;1.0!broken.jar]");

        Failure failure = failureOf(lines);

        assertThat(failure.kind()).isEqualTo(FailureKind.APPLICATION_ERROR);
        assertThat(failure.reason())
                .isEqualTo(
                        "The driver found no Maven repository that has com.acme:absent_2.13:2.1, com.acme:broken:1.0."
                                + " It could not reach repo.acme.com, other.acme.com."
                                + " Check coordinates and repositories, or put the jars into the image.");
    }

    @Test
    void a_package_that_a_reachable_repository_lacks_accuses_no_repository() {
        assertThat(failureOf(List.of("Exception in thread \"main\" java.lang.RuntimeException:"
                                + " [unresolved dependency: com.acme#absent;2.1: not found]"))
                        .reason())
                .startsWith("The driver found no Maven repository that has com.acme:absent:2.1. Check");
    }

    @Test
    void an_unresolved_package_that_the_driver_survived_is_not_the_reason() {
        assertThat(failureOf(List.of(
                                "WARN retried: unresolved dependency: com.acme#absent;2.1: not found",
                                "Exception in thread \"main\" java.lang.IllegalStateException: no data"))
                        .reason())
                .endsWith("no data");
    }

    private static Failure failureOf(List<String> lines) {
        return Judge.verdict(state(Facts.exited(1, "Error", "")), lines, at(1))
                .failure()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void a_driver_s_end_has_a_kind_and_a_plain_reason(PodFacts driver, String line, FailureKind kind, String said) {
        List<String> lines = line.isEmpty() ? List.of() : List.of("INFO before", line, "INFO after");
        Verdict result = Judge.verdict(state(driver), lines, at(1));

        Failure failure = result.failure().orElseThrow();
        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.reason()).contains(said);
        assertThat(failure.exitCode()).isEqualTo(driver.container().exitCode());
        assertThat(failure.lastLines())
                .isEqualTo(
                        lines.isEmpty() ? driver.container().lastWords().lines().toList() : lines);
    }

    @Test
    void only_exit_code_zero_of_the_spark_container_is_success() {
        PodFacts succeeded = Facts.pod(Facts.UID, "Succeeded", "node-1", "", ContainerFacts.UNKNOWN);
        assertThat(Judge.verdict(state(succeeded), List.of(), at(1)).status()).isNotEqualTo(RunStatus.SUCCEEDED);
        assertThat(Judge.verdict(state(Facts.exited(0, "Completed", "")), List.of(), at(1))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Judge.verdict(state(Facts.exited(0, "Completed", "")), List.of(), at(1))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_driver_that_succeeded_although_it_was_to_be_cancelled_succeeded() {
        Supervision cancelled = ImmutableSupervision.copyOf(state(Facts.exited(0, "Completed", "")))
                .withCancelAsked(true);
        assertThat(Judge.verdict(cancelled, List.of(), at(1)).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_driver_that_ended_otherwise_after_a_cancellation_was_cancelled() {
        Supervision cancelled = ImmutableSupervision.copyOf(state(Facts.exited(143, "Error", "")))
                .withCancelAsked(true);
        Verdict result = Judge.verdict(cancelled, List.of(), at(1));
        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(result.failure()).isEmpty();
    }

    @Test
    void a_driver_that_nobody_saw_end_is_lost_unless_it_never_had_a_node() {
        assertThat(kindWhenGone(Facts.running())).isEqualTo(FailureKind.LOST);
        assertThat(kindWhenGone(Facts.preparing())).isEqualTo(FailureKind.LOST);
        assertThat(kindWhenGone(PodFacts.UNKNOWN)).isEqualTo(FailureKind.LOST);
        assertThat(kindWhenGone(Facts.unscheduled())).isEqualTo(FailureKind.DRIVER_DELETED);
        assertThat(kindWhenGone(Facts.failed("Evicted"))).isEqualTo(FailureKind.EVICTED);
        assertThat(kindWhenGone(Facts.exited(1, "Error", ""))).isEqualTo(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void a_lost_run_is_not_a_failed_one() {
        assertThat(gone(Facts.running()).status()).isEqualTo(RunStatus.LOST);
        assertThat(gone(Facts.unscheduled()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void a_driver_that_ended_because_it_was_deleted_did_not_fail_by_itself() {
        PodFacts ended = Facts.exited(143, "Error", "");
        PodFacts deleted = new PodFacts(
                ended.uid(), ended.name(), 1, "Failed", "node-1", "", "", ended.owner(), true, "", ended.container());
        assertThat(kindWhenGone(deleted)).isEqualTo(FailureKind.DRIVER_DELETED);
        assertThat(kindWhenGone(ended)).isEqualTo(FailureKind.DRIVER_KILLED);
    }

    private static FailureKind kindWhenGone(PodFacts last) {
        return gone(last).failure().orElseThrow().kind();
    }

    private static Verdict gone(PodFacts last) {
        return Judge.verdict(ImmutableSupervision.copyOf(state(last)).withEndedBy(Mark.GONE), List.of(), at(1));
    }

    @Test
    void the_termination_message_stands_in_for_a_log_that_could_not_be_read() {
        PodFacts driver = Facts.exited(1, "Error", "one\nException in thread \"main\" x: boom");
        Failure failure =
                Judge.verdict(state(driver), List.of(), at(1)).failure().orElseThrow();
        assertThat(failure.lastLines()).containsExactly("one", "Exception in thread \"main\" x: boom");
        assertThat(failure.reason()).contains("boom");
    }

    @Test
    void phases_that_were_never_seen_took_no_time() {
        Supervision seen = ImmutableSupervision.copyOf(state(Facts.exited(0, "Completed", "")))
                .withEntered(Map.of(
                        AttemptPhase.SUBMITTING, at(0),
                        AttemptPhase.PENDING, at(2),
                        AttemptPhase.ENDED, at(9)));
        Verdict result = Judge.verdict(seen, List.of(), at(10));
        assertThat(result.timings().submitting()).isEqualTo(Duration.ofSeconds(2));
        assertThat(result.timings().total()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void every_phase_that_was_seen_took_its_time() {
        Supervision seen = ImmutableSupervision.copyOf(state(Facts.exited(0, "Completed", "")))
                .withEntered(Map.of(
                        AttemptPhase.SUBMITTING, at(0),
                        AttemptPhase.PENDING, at(1),
                        AttemptPhase.STARTING, at(3),
                        AttemptPhase.RUNNING, at(7),
                        AttemptPhase.ENDED, at(15)));
        assertThat(Judge.verdict(seen, List.of(), at(99)).timings())
                .isEqualTo(new Timings(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8)));
    }
}
