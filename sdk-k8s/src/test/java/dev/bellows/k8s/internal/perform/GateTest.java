package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
    private final List<String> begun = new ArrayList<>();
    private final Gate gate = new Gate(2, Runnable::run);

    private void enter(String name) {
        gate.enter(() -> begun.add(name));
    }

    @Test
    void calls_beyond_the_limit_wait_in_the_order_in_which_they_came() {
        enter("a");
        enter("b");
        enter("c");
        enter("d");
        assertThat(begun).containsExactly("a", "b");

        gate.leave();
        assertThat(begun).containsExactly("a", "b", "c");
        gate.leave();
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_place_that_nobody_waits_for_is_free_again() {
        enter("a");
        enter("b");
        gate.leave();
        gate.leave();
        enter("c");
        enter("d");
        enter("e");
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_call_for_which_too_many_wait_is_not_taken() {
        enter("a");
        enter("b");
        for (int i = 0; i < Gate.MOST_WAITING; i++) {
            assertThat(gate.enter(() -> {})).isTrue();
        }
        assertThat(gate.enter(() -> begun.add("c"))).isFalse();

        gate.leave();
        assertThat(gate.enter(() -> begun.add("d"))).isTrue();
        for (int i = 0; i < Gate.MOST_WAITING; i++) {
            gate.leave();
        }
        assertThat(begun).containsExactly("a", "b", "d");
    }
}
