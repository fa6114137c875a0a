package dev.bellows.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private final Agreement agreement = new Agreement();

    private void lines(String... lines) {
        Stream.of(lines).forEach(agreement::line);
    }

    @Test
    void what_was_missing_in_a_job_that_had_begun_before_is_told_from_what_a_later_job_missed() {
        lines("LOST 5000 2 1000", "LOST 9000 3 8000");

        assertThat(agreement.lost()).isEqualTo(2);
        assertThat(agreement.wasMissed(2, 3_000)).isTrue();
        assertThat(agreement.wasMissed(3, 7_000)).isFalse();
        assertThat(agreement.wasMissed(4, 3_000)).isFalse();
    }

    @Test
    void data_of_nobody_knows_whom_may_be_anybodys() {
        lines("LOST 5000 - 1000");

        assertThat(agreement.wasMissed(4, 3_000)).isTrue();
        assertThat(agreement.wasMissed(4, 6_000)).isFalse();
    }

    @Test
    void the_least_is_reached_once_no_more_are_seen_since() {
        lines("TRACKED 500 1=-", "REST 1000", "TRACKED 1100 1=- 2=-", "TRACKED 1200 1=-", "TRACKED 1300 1=- 3=-");
        assertThat(agreement.scaledDown(1)).isEmpty();

        lines("TRACKED 4000 1=-", "TRACKED 4100 1=-");
        assertThat(agreement.scaledDown(1)).contains(Duration.ofSeconds(3));
    }
}
