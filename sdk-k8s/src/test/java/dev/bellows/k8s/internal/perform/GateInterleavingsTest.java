package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class GateInterleavingsTest {
    @Test
    void no_more_calls_are_inside_than_may_be_and_all_get_in() {
        Interleavings.of(() -> {
            Gate gate = new Gate(1, Runnable::run);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            Runnable call = () -> gate.enter(() -> {
                must(inside.incrementAndGet() == 1, "one is inside");
                inside.decrementAndGet();
                done.incrementAndGet();
                gate.leave();
            });

            together(call, call, call);

            must(done.get() == 3, "all got in");
        });
    }

    @Test
    void a_place_is_free_again_when_a_call_is_answered_while_another_one_comes() {
        Interleavings.of(() -> {
            Gate gate = new Gate(1, Runnable::run);
            AtomicInteger begun = new AtomicInteger();
            gate.enter(begun::incrementAndGet);

            together(gate::leave, () -> gate.enter(begun::incrementAndGet));

            must(begun.get() == 2, "the second call has begun");
            gate.leave();
            gate.enter(begun::incrementAndGet);
            must(begun.get() == 3, "the third call has begun");
        });
    }
}
