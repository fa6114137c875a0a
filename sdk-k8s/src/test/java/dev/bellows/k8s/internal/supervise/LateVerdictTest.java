package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a run counts as ended that no process has watched to its end. */
class LateVerdictTest {
    private static final AttemptResult FIRST =
            new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());
    private static final RecordFacts NAMED = Facts.record(1, Optional.of(Facts.UID), List.of());

    private static FailureKind kind(RunResult result) {
        return result.failure().orElseThrow().kind();
    }

    @Test
    void a_driver_tells_how_it_ended() {
        RunResult well = LateVerdict.byDriver(Told.RUN, NAMED, Facts.exited(0, "Completed", ""));
        assertThat(well.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(well.attempts()).isOne();
        RunResult badly = LateVerdict.byDriver(Told.RUN, NAMED, Facts.exited(137, "OOMKilled", "full"));
        assertThat(kind(badly)).isEqualTo(FailureKind.DRIVER_OOM);
        assertThat(badly.failure().orElseThrow().lastLines()).containsExactly("full");
        assertThat(kind(LateVerdict.byDriver(Told.RUN, NAMED, Facts.failed("Evicted"))))
                .isEqualTo(FailureKind.EVICTED);
    }

    @Test
    void a_run_that_was_called_off_was_cancelled() {
        RecordFacts cancelled = Facts.cancelled();
        assertThat(LateVerdict.byDriver(Told.RUN, cancelled, Facts.exited(143, "Error", ""))
                        .status())
                .isEqualTo(RunStatus.CANCELLED);
        assertThat(LateVerdict.withoutDriver(Told.RUN, cancelled).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(LateVerdict.byDriver(Told.RUN, cancelled, Facts.exited(0, "Completed", ""))
                        .status())
                .as("it was faster")
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_driver_that_is_gone_is_lost_and_one_that_was_never_made_is_none() {
        assertThat(LateVerdict.withoutDriver(Told.RUN, NAMED).status()).isEqualTo(RunStatus.LOST);
        RunResult never = LateVerdict.withoutDriver(Told.RUN, Facts.SUBMITTED);
        assertThat(never.status()).isEqualTo(RunStatus.FAILED);
        assertThat(kind(never)).isEqualTo(FailureKind.UNREACHABLE);
    }

    @Test
    void an_attempt_that_no_other_one_followed_ends_the_run() {
        RunResult result = LateVerdict.withoutDriver(Told.RUN, Facts.record(1, Optional.of(Facts.UID), List.of(FIRST)));
        assertThat(kind(result)).isEqualTo(FailureKind.EVICTED);
        assertThat(result.attempts()).isOne();
        assertThat(result.earlier()).isEmpty();
        RunResult next = LateVerdict.withoutDriver(Told.RUN, Facts.record(2, Optional.empty(), List.of(FIRST)));
        assertThat(kind(next)).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(next.earlier()).containsExactly(FIRST);
    }
}
