package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private final Admission open = Admission.open();

    @Test
    void a_line_without_a_share_has_one() {
        assertThat(open.share("nightly", 3).shareOf("nightly")).isEqualTo(3);
        assertThat(open.share("nightly", 3).shareOf("other")).isOne();
    }

    @Test
    void rules_are_not_changed_from_outside() {
        Admission rules = open.share("nightly", 3);
        rules.shares().put("nightly", 1);
        assertThat(rules.shareOf("nightly")).isEqualTo(3);
    }

    @Test
    void a_limit_lets_in_somebody() {
        assertThat(open.runs(1).runs()).hasValue(1);
        assertThatThrownBy(() -> open.runs(0)).hasMessage("runs: 0 (expected: >= 1)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_rate_is_positive(double rate) {
        assertThat(open.submissionsPerSecond(0.1).submissionsPerSecond()).hasValue(0.1);
        assertThatThrownBy(() -> open.submissionsPerSecond(rate))
                .hasMessage("submissionsPerSecond: " + rate + " (expected: > 0)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void a_share_is_between_one_and_a_thousand(int share) {
        assertThat(open.share("a", 1000).shareOf("a")).isEqualTo(1000);
        assertThatThrownBy(() -> open.share("a", share)).hasMessage("share of a: " + share + " (expected: 1 to 1000)");
    }
}
