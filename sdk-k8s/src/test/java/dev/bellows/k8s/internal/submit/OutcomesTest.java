package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
    private static final Timings TIMINGS =
            new Timings(Duration.ofMillis(3), Duration.ZERO, Duration.ofSeconds(2), Duration.ofHours(5));

    private static RunResult failed(Failure failure) {
        return new RunResult(RecordFixtures.RUN, RunStatus.FAILED, 1, Optional.of(failure), TIMINGS, List.of());
    }

    private static RunResult read(String json) {
        return Outcomes.read(json, List.of());
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
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
        assertThat(read(Outcomes.write(success))).isEqualTo(success);
        assertThat(read(Outcomes.write(failure))).isEqualTo(failure);
    }

    @Test
    void of_long_evidence_the_newest_fits() {
        List<String> lines =
                IntStream.range(0, 1000).mapToObj(i -> "line " + i + " ä").toList();
        ExecutorEnd end = new ExecutorEnd(1, OptionalInt.of(1), "Error", "x".repeat(4096));
        RunResult stored = read(Outcomes.write(failed(new Failure(
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

    /** Each takes another number of bytes in JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "\\", "\n", "\u001b", "\0", "\u007f", "ä", "\u20ac", "\ud83d\ude00"})
    void whatever_it_is_made_of_it_takes_no_more_than_its_bytes_of_json(String letter) {
        String much = letter.repeat(50_000);
        Failure failure = new Failure(
                FailureKind.APPLICATION_ERROR,
                much,
                much,
                Collections.nCopies(1000, much),
                OptionalInt.of(1),
                Stream.concat(Stream.of("first"), Collections.nCopies(1000, letter.repeat(50)).stream())
                        .toList(),
                Collections.nCopies(100, new ExecutorEnd(1, OptionalInt.of(1), much, much)),
                Map.of(ExecutorCause.EVICTED, 1));
        AttemptResult end = new AttemptResult(
                7,
                failure,
                TIMINGS,
                List.of(new Change("driver.memory", "1Mi", "2Mi", much), new Change("spot", "a", "b", much)));

        RunResult result = new RunResult(
                RecordFixtures.RUN, RunStatus.FAILED, 20, Optional.of(failure), TIMINGS, Collections.nCopies(20, end));
        assertThat(bytes(Outcomes.write(result))).isBetween(8_000, Outcomes.MOST_BYTES);
        assertThat(bytes(Outcomes.write(end))).isBetween(4_000, Outcomes.MOST_BYTES_OF_ATTEMPT);
        RunResult stored = Outcomes.read(Outcomes.write(result), List.of(end));
        assertThat(stored.earlier()).containsExactly(end);
        assertThat(stored.failure().orElseThrow().lastLines())
                .isNotEmpty()
                .allMatch(line -> line.equals(letter.repeat(50)));
        AttemptResult storedEnd = Outcomes.readAttempt(Outcomes.write(end));
        assertThat(storedEnd.changes()).extracting(Change::to).containsExactly("2Mi", "b");
        assertThat(Outcomes.write(storedEnd)).isEqualTo(Outcomes.write(end));
    }

    @Test
    void what_an_older_writer_repeated_of_earlier_attempts_counts() {
        AttemptResult end = new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), TIMINGS, List.of());
        String json = Outcomes.write(failed(Failure.of(FailureKind.LOST, "gone")));
        String older = json.replace("\"earlier\":[]", "\"earlier\":[" + Outcomes.write(end) + "]");

        assertThat(read(older).earlier()).containsExactly(end);
        assertThat(Outcomes.read(older, List.of(end)).earlier()).containsExactly(end);
    }

    @Test
    void of_one_line_that_is_too_long_its_end_is_kept() {
        RunResult stored = read(Outcomes.write(failed(new Failure(
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
        assertThat(read("""
                {"run": "jobs/daily/k1", "status": "FAILED", "attempts": 1, "novel": {"x": 1},
                 "failure": {"kind": "DRIVER_OOM", "reason": "r", "exitCode": 52, "containerReason": "",
                             "terminationMessage": "", "lastLines": [], "executors": [], "novel": true},
                 "timings": {"submitting": "PT1S", "pending": "PT0S", "starting": "PT0S", "running": "PT0S", "novel": 1}}""").failure()).isPresent();
    }

    @Test
    void what_an_older_writer_did_not_know_is_empty() {
        RunResult result = read("""
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
        assertThatThrownBy(() -> read("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }
}
