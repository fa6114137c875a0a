package dev.bellows.k8s.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final RunId RUN = new RunId("jobs", "daily", "k");

    private static List<SweepPlan.Step> plan(Duration keep, Instant ended) {
        RunResult result = new RunResult(RUN, RunStatus.SUCCEEDED, 1, Optional.empty(), Timings.NONE, List.of());
        RecordFacts record = new RecordFacts(
                "uid",
                "1",
                NOW.minusSeconds(60),
                RunOptions.key("k"),
                1,
                NOW.minusSeconds(60),
                Optional.of("driver"),
                false,
                false,
                List.of(),
                Optional.of(result),
                Optional.empty());
        SweepFacts facts = new SweepFacts(
                List.of(new SweepFacts.Run(RUN, record, Optional.of(ended))),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
        return SweepPlan.of(SweepPolicy.endedBefore(keep), NOW, facts).steps();
    }

    @Test
    void a_run_goes_when_it_has_been_kept_for_long_enough() {
        assertThat(plan(Duration.ofMinutes(1), NOW.minusSeconds(60))).hasSize(1);
        assertThat(plan(Duration.ofMinutes(1), NOW.minusSeconds(59))).isEmpty();
    }

    @Test
    void an_end_that_seems_to_lie_ahead_has_just_been() {
        assertThat(plan(Duration.ZERO, NOW.plusMillis(900))).hasSize(1);
        assertThat(plan(Duration.ofSeconds(1), NOW.plusMillis(900))).isEmpty();
    }
}
