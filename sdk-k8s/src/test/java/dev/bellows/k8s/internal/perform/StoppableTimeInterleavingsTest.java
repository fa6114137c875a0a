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
class StoppableTimeInterleavingsTest {
    @Test
    void no_turn_is_taken_with_or_after_the_last_one() {
        Interleavings.of(() -> {
            TurnsByHand turns = new TurnsByHand();
            StoppableTime time = new StoppableTime(turns);
            AtomicInteger underWay = new AtomicInteger();
            AtomicInteger last = new AtomicInteger();
            Runnable turn = () -> {
                must(last.get() == 0, "none comes after the last one");
                must(underWay.incrementAndGet() == 1, "one at a time");
                underWay.decrementAndGet();
            };
            time.execute(turn);
            time.execute(turn);

            together(
                    turns::takeAll,
                    () -> time.stop(Duration.ofDays(1), () -> {
                        must(underWay.get() == 0, "no other one is under way");
                        last.incrementAndGet();
                    }));

            time.execute(turn);
            turns.takeAll();
            must(last.get() == 1, "the last one is taken");
        });
    }
}
