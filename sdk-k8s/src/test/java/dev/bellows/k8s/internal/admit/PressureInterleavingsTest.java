package dev.bellows.k8s.internal.admit;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class PressureInterleavingsTest {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void answers_of_one_second_count_once_whatever_thread_they_come_on() {
        Interleavings.of(() -> {
            Pressure pressure = new Pressure();
            pressure.answered(0, QUICK, 429);

            together(
                    () -> pressure.answered(SECOND, QUICK, 429),
                    () -> pressure.answered(SECOND, QUICK, 429),
                    () -> must(pressure.distanceNanos() > 0, "submissions are apart"));

            must(pressure.distanceNanos() == Duration.ofMillis(40).toNanos(), "twice as far apart, and not four times");
        });
    }
}
