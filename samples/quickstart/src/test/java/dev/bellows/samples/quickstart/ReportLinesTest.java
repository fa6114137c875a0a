package dev.bellows.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunState;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportLinesTest {
    @Test
    void takes_a_row_out_of_a_marked_line_and_keeps_its_columns() {
        assertThat(ReportLines.row("RESULT F9      Frontier Airlines Inc.           685       21.92"))
                .hasValue("F9      Frontier Airlines Inc.           685       21.92");
    }

    @ParameterizedTest
    @CsvSource({"'26/11/20 10:00:00 INFO DAGScheduler: RESULT stage'", "RESULTS", "''"})
    void sees_no_row_in_other_lines(String line) {
        assertThat(ReportLines.row(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUBMITTING, 0, '... submitting'",
        "RUNNING,    1, '... driver running, 1 executor'",
        "RUNNING,    2, '... driver running, 2 executors'",
        "ENDED,      2, '... cleaning up'",
    })
    void says_where_a_run_stands(AttemptPhase phase, int executors, String line) {
        assertThat(ReportLines.progress(new RunState(RunStatus.ACTIVE, 1, phase, executors)))
                .isEqualTo(line);
    }

    @Test
    void says_how_long_each_phase_took() {
        Timings timings =
                new Timings(Duration.ofMillis(140), Duration.ZERO, Duration.ofMillis(1260), Duration.ofSeconds(61));

        assertThat(ReportLines.phases(timings))
                .isEqualTo("submitting 0.1 s, pending 0.0 s, starting 1.3 s, running 61.0 s, in all 62.4 s");
    }
}
