package dev.bellows.k8s.internal.submit;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class LastReadInterleavingsTest {
    @Test
    void texts_that_are_read_at_the_same_time_are_read_right_and_kept() {
        Interleavings.of(() -> {
            AtomicInteger readings = new AtomicInteger();
            LastRead<Integer> numbers = new LastRead<>(text -> {
                readings.incrementAndGet();
                return Integer.valueOf(text);
            });

            together(
                    () -> must(numbers.read("1") == 1, "one"),
                    () -> must(numbers.read("2") == 2, "two"),
                    () -> must(numbers.read("1") == 1, "one"));

            int before = readings.get();
            must(numbers.read("1") == 1 && numbers.read("2") == 2, "one and two");
            must(readings.get() == before, "neither is read anew");
        });
    }
}
