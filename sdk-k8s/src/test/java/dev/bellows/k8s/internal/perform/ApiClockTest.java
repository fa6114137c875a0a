package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.scripted.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApiClockTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final VirtualTime time = new VirtualTime();
    private final ApiClock clock = new ApiClock(time);

    private void hear(Instant date) {
        clock.heard(date, Duration.ofMillis(100));
    }

    @Test
    void before_the_first_answer_it_is_this_machines_time() {
        assertThat(clock.now()).isEqualTo(time.wallTime());
    }

    /** However late it is asked for the time, and whether or not another call has come in between. */
    @Test
    void an_answer_counts_from_when_it_came() {
        hear(NOON);
        time.advance(Duration.ofHours(3));
        assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofHours(3)));
    }

    @Test
    void answers_that_fit_change_nothing() {
        hear(NOON);
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMillis(950));
            Instant before = clock.now();
            hear(NOON.plusMillis(950L * (i + 1)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            assertThat(clock.now()).isEqualTo(before);
        }
    }

    @Test
    void a_machine_that_was_suspended_is_corrected_by_the_next_answer() {
        hear(NOON);
        time.advance(Duration.ofMinutes(1));
        hear(NOON.plus(Duration.ofHours(8)));
        assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofHours(8)));
    }

    @Test
    void a_server_that_was_ahead_is_corrected_by_the_next_answer() {
        hear(NOON.plus(Duration.ofHours(1)));
        hear(NOON);
        assertThat(Duration.between(NOON, clock.now())).isLessThan(Duration.ofSeconds(2));
    }

    /** A process that stood still hears an answer long after it was given. */
    @Test
    void an_answer_that_was_long_under_way_does_not_set_it_back() {
        hear(NOON);
        time.advance(Duration.ofMinutes(5));
        clock.heard(NOON.plusSeconds(10), Duration.ofMinutes(5));
        assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void an_answer_without_a_time_does_not_set_it_back() {
        hear(NOON);
        time.advance(Duration.ofMinutes(5));
        hear(NOON);
        assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }
}
