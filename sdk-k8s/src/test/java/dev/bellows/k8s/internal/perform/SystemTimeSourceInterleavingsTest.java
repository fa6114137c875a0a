package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Pools wait for times, which cannot be run step by step. */
@Tag("interleavings")
@Isolated
class SystemTimeSourceInterleavingsTest {
    @Test
    void what_is_done_aside_is_done_once_even_while_time_ends() {
        Interleavings.byChance(() -> {
            SystemTimeSource time = new SystemTimeSource("turns-x", "workers-x");
            AtomicInteger done = new AtomicInteger();

            together(() -> time.aside(done::incrementAndGet), time::close, () -> time.aside(done::incrementAndGet));

            time.close();
            must(done.get() == 2, "both are done: " + done);
        });
    }

    @Test
    void turns_are_taken_one_at_a_time_and_none_after_the_end() {
        Interleavings.byChance(() -> {
            SystemTimeSource time = new SystemTimeSource("turns-x", "workers-x");
            AtomicInteger atOnce = new AtomicInteger();
            AtomicInteger taken = new AtomicInteger();
            AtomicInteger wrong = new AtomicInteger();
            Runnable turn = () -> {
                wrong.addAndGet(atOnce.incrementAndGet() - 1);
                taken.incrementAndGet();
                atOnce.decrementAndGet();
            };

            together(
                    () -> time.execute(turn),
                    () -> time.after(Duration.ofNanos(1), turn),
                    time::close,
                    () -> time.execute(turn));

            time.close();
            int before = taken.get();
            time.execute(turn);
            must(wrong.get() == 0, "one at a time");
            must(before <= 3 && taken.get() == before, "none after the end");
        });
    }

    @Test
    void a_timer_that_is_dropped_while_it_falls_due_is_done_once_or_not_at_all() {
        Interleavings.byChance(() -> {
            SystemTimeSource time = new SystemTimeSource("turns-x", "workers-x");
            AtomicInteger done = new AtomicInteger();
            TimeSource.Timer timer = time.after(Duration.ZERO, done::incrementAndGet);

            together(timer::cancel, timer::cancel);

            time.close();
            must(done.get() <= 1, "at most once");
        });
    }
}
