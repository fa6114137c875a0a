package dev.bellows.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.KeepReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @Test
    void prints_that_a_busy_machine_delays_count_by_their_neighbours() {
        lines("TRACKED 1000 1=+", "TRACKED 5000 1=-", "TRACKED 9000 1=-");
        agreement.sample(2_000, 2_100, List.of(holding(1)));
        assertThat(agreement.table().agreed()).isEqualTo(1);

        agreement.sample(7_000, 7_100, List.of(holding(1)));
        assertThat(agreement.table().agreed()).isEqualTo(1);
    }

    private static Executor holding(int id) {
        return new Executor(
                id,
                "pod",
                "node",
                false,
                ExecutorState.HOLDING_SHUFFLE,
                "",
                1,
                512,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.of(new Executor.Work(0, 1, 0, 0, true, 1, 1, Optional.empty())),
                new Executor.Kept(KeepReason.LIVE_SHUFFLE, "", Optional.empty()));
    }
}
