package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static final Timings TIMINGS =
            new Timings(Duration.ofMillis(3), Duration.ZERO, Duration.ofSeconds(2), Duration.ofHours(5));

    private static RunResult failed(Failure failure) {
        return new RunResult(RecordFixtures.RUN, RunStatus.FAILED, 1, Optional.of(failure), TIMINGS, List.of());
    }

    @Test
    void a_result_comes_back_as_it_was_written() {
        RunResult success =
                new RunResult(RecordFixtures.RUN, RunStatus.SUCCEEDED, 1, Optional.empty(), TIMINGS, List.of());
        RunResult failure = failed(new Failure(
                FailureKind.DRIVER_OOM,
                "killed",
                "more memory",
                List.of("container ended: OOMKilled"),
                OptionalInt.of(137),
                List.of("one", "zwei ä"),
                List.of(new ExecutorEnd(3, OptionalInt.empty(), "Evicted", "")),
                Map.of(ExecutorCause.EVICTED, 1)));
        assertThat(Outcomes.read(Outcomes.write(success))).isEqualTo(success);
        assertThat(Outcomes.read(Outcomes.write(failure))).isEqualTo(failure);
    }

    @Test
    void of_long_evidence_the_newest_fits() {
        List<String> lines =
                IntStream.range(0, 1000).mapToObj(i -> "line " + i + " ä").toList();
        ExecutorEnd end = new ExecutorEnd(1, OptionalInt.of(1), "Error", "x".repeat(4096));
        RunResult stored = Outcomes.read(Outcomes.write(failed(new Failure(
                FailureKind.APPLICATION_ERROR,
                "r".repeat(100_000),
                "",
                Collections.nCopies(1000, "evidence"),
                OptionalInt.of(1),
                lines,
                Collections.nCopies(20, end),
                Map.of()))));

        Failure failure = stored.failure().orElseThrow();
        assertThat(failure.lastLines()).hasSizeBetween(100, 500).endsWith("line 998 ä", "line 999 ä");
        assertThat(String.join("\n", failure.lastLines()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(4096);
        assertThat(failure.evidence()).hasSizeBetween(50, 200);
        assertThat(Outcomes.write(stored).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(32 * 1024);
    }

    @Test
    void of_one_line_that_is_too_long_its_end_is_kept() {
        RunResult stored = Outcomes.read(Outcomes.write(failed(new Failure(
                FailureKind.APPLICATION_ERROR,
                "",
                "",
                List.of(),
                OptionalInt.of(1),
                List.of("ä".repeat(5000) + "end"),
                List.of(),
                Map.of()))));
        assertThat(stored.failure().orElseThrow().lastLines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("ä").endsWith("äend"));
    }

    @Test
    void what_a_newer_writer_adds_is_ignored() {
        assertThat(Outcomes.read("""
                {"run": "jobs/daily/k1", "status": "FAILED", "attempts": 1, "novel": {"x": 1},
                 "failure": {"kind": "DRIVER_OOM", "reason": "r", "exitCode": 52, "containerReason": "",
                             "terminationMessage": "", "lastLines": [], "executors": [], "novel": true},
                 "timings": {"submitting": "PT1S", "pending": "PT0S", "starting": "PT0S", "running": "PT0S", "novel": 1}}""").failure()).isPresent();
    }

    @Test
    void what_an_older_writer_did_not_know_is_empty() {
        RunResult result = Outcomes.read("""
                {"run": "jobs/daily/k1", "status": "FAILED", "attempts": 1,
                 "failure": {"kind": "DRIVER_OOM", "reason": "r"},
                 "timings": {"submitting": "PT1S", "pending": "PT0S", "starting": "PT0S", "running": "PT0S"}}""");
        Failure failure = result.failure().orElseThrow();
        assertThat(failure.exitCode()).isEmpty();
        assertThat(failure.executors()).isEmpty();
        assertThat(failure.evidence()).isEmpty();
        assertThat(failure.deaths()).isEmpty();
    }

    @Test
    void what_is_no_outcome_is_an_error() {
        assertThatThrownBy(() -> Outcomes.read("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Outcomes.read("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }
}
