package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\0b"})
    void refuses_keys_that_name_nothing_or_break_lines(String key) {
        assertThatThrownBy(() -> RunOptions.key(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 253 printable characters");
    }

    @Test
    void refuses_keys_over_the_limit() {
        assertThat(RunOptions.key("k".repeat(253)).key()).hasSize(253);
        assertThatThrownBy(() -> RunOptions.key("k".repeat(254))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_deadlines_in_the_past() {
        assertThatThrownBy(() -> RunOptions.key("k").submissionDeadline(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    @Test
    void changes_one_setting_and_keeps_the_others() {
        RunOptions options = RunOptions.key("k").submissionDeadline(Duration.ofSeconds(5));

        assertThat(options.retention(Retention.DEFAULT).submissionDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.key()).isEqualTo("k");
    }
}
