package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.interleavings.TurnsByHand;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class LaneTimersInterleavingsTest {
    @Test
    void nothing_is_done_later_for_a_run_that_needs_nothing_any_more() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            LaneTimers timers = new LaneTimers(time);
            AtomicInteger done = new AtomicInteger();

            together(() -> timers.after(Duration.ofSeconds(1), done::incrementAndGet), timers::cancel);

            time.pass(Duration.ofSeconds(2));
            must(done.get() == 0, "it is not done");
        });
    }

    @Test
    void what_falls_due_while_it_is_set_is_done_once() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            LaneTimers timers = new LaneTimers(time);
            AtomicInteger done = new AtomicInteger();

            together(
                    () -> timers.after(Duration.ZERO, done::incrementAndGet),
                    () -> timers.after(Duration.ZERO, done::incrementAndGet),
                    time::takeAll);

            time.takeAll();
            must(done.get() == 2, "each is done once: " + done);
        });
    }
}
