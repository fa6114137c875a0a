package dev.bellows.run;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepPolicyTest {
    @Test
    void by_itself_it_keeps_what_each_run_says_and_leaves_others_objects_alone() {
        assertThat(SweepPolicy.byRetention().keep()).isEmpty();
        assertThat(SweepPolicy.byRetention().sparkSubmitAge()).isEmpty();
        assertThat(SweepPolicy.byRetention().isDryRun()).isFalse();
    }

    @Test
    void an_age_holds_for_every_outcome_unless_one_has_its_own() {
        assertThat(SweepPolicy.endedBefore(ofDays(2))
                        .keep(RunStatus.SUCCEEDED, ofHours(1))
                        .keep())
                .isEqualTo(Map.of(
                        RunStatus.SUCCEEDED, ofHours(1),
                        RunStatus.FAILED, ofDays(2),
                        RunStatus.CANCELLED, ofDays(2),
                        RunStatus.LOST, ofDays(2)));
    }

    @Test
    void open_runs_cannot_be_swept_and_ages_are_not_negative() {
        assertThatThrownBy(() -> SweepPolicy.byRetention().keep(RunStatus.ACTIVE, ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ACTIVE")
                .hasMessageContaining("open runs are never swept");
        assertThatThrownBy(() -> SweepPolicy.endedBefore(ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_may_be_a_submission_under_way_is_no_orphan() {
        assertThatThrownBy(() -> SweepPolicy.byRetention().sparkSubmitOrphans(ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: >= PT1H");
    }
}
