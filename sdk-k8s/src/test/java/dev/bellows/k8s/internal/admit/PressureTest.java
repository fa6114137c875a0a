package dev.bellows.k8s.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PressureTest {
    private final Pressure pressure = new Pressure();
    private long now;

    private Duration after(double seconds, int code) {
        now += (long) (seconds * 1e9);
        pressure.answered(now, Duration.ofMillis(5), code);
        return Duration.ofNanos(pressure.distanceNanos());
    }

    @Test
    void a_server_that_answers_well_is_not_spared() {
        assertThat(after(1, 201)).isZero();
        assertThat(after(1, 409)).isZero();
    }

    @Test
    void each_second_with_a_429_doubles_the_distance_up_to_five_seconds() {
        assertThat(after(1, 429)).hasMillis(20);
        assertThat(after(0.5, 429)).hasMillis(20);
        assertThat(after(0.5, 429)).hasMillis(40);
        for (int i = 0; i < 20; i++) {
            after(1, 429);
        }
        assertThat(after(1, 429)).hasSeconds(5);
    }

    @Test
    void each_good_second_halves_it_until_nothing_is_left() {
        after(1, 429);
        after(1, 429);
        assertThat(after(0.5, 200)).hasMillis(40);
        assertThat(after(0.5, 200)).hasMillis(20);
        assertThat(after(1, 200)).isZero();
    }

    @Test
    void a_slow_answer_counts_as_one_too_many() {
        pressure.answered(1, Duration.ofSeconds(3), 200);
        assertThat(pressure.distanceNanos()).isZero();
        pressure.answered(2, Duration.ofMillis(3001), 200);
        assertThat(pressure.distanceNanos()).isPositive();
    }
}
