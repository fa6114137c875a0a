package dev.bellows.k8s.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Admission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesTest {
    /** Lets in who may enter, and returns who did, in order. */
    private static List<String> enter(Lines<String> lines, Map<String, String> queues) {
        List<String> entered = new ArrayList<>();
        for (var next = lines.next(any -> true); next.isPresent(); next = lines.next(any -> true)) {
            String who = next.get();
            String queue = queues.get(who);
            assertThat(lines.withdraw(queue, who)).isTrue();
            lines.enter(queue);
            entered.add(who);
        }
        return entered;
    }

    private static Map<String, String> fill(Lines<String> lines, String queue, int count) {
        Map<String, String> queues = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            lines.wait(queue, queue + i);
            queues.put(queue + i, queue);
        }
        return queues;
    }

    @Test
    void without_a_limit_everybody_enters_in_order() {
        Lines<String> lines = new Lines<>(Admission.open());
        Map<String, String> queues = fill(lines, "a", 3);
        assertThat(enter(lines, queues)).containsExactly("a1", "a2", "a3");
    }

    @Test
    void a_place_that_becomes_free_goes_to_the_first_who_waits() {
        Lines<String> lines = new Lines<>(Admission.open().runs(2));
        Map<String, String> queues = fill(lines, "a", 4);
        assertThat(enter(lines, queues)).containsExactly("a1", "a2");
        lines.leave("a");
        assertThat(enter(lines, queues)).containsExactly("a3");
    }

    @Test
    void a_long_line_does_not_keep_out_a_short_one() {
        Lines<String> lines = new Lines<>(Admission.open().runs(4));
        Map<String, String> queues = fill(lines, "a", 100);
        queues.putAll(fill(lines, "b", 2));
        assertThat(enter(lines, queues)).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    void lines_get_places_by_their_shares() {
        Lines<String> lines = new Lines<>(Admission.open().runs(8).share("a", 3));
        Map<String, String> queues = fill(lines, "a", 100);
        queues.putAll(fill(lines, "b", 100));
        assertThat(enter(lines, queues)).filteredOn(who -> who.startsWith("a")).hasSize(6);
        for (int i = 0; i < 6; i++) {
            lines.leave("a");
        }
        assertThat(enter(lines, queues)).hasSize(6).allMatch(who -> who.startsWith("a"));
    }

    @Test
    void who_withdraws_is_passed_over() {
        Lines<String> lines = new Lines<>(Admission.open());
        Map<String, String> queues = fill(lines, "a", 3);
        assertThat(lines.withdraw("a", "a1")).isTrue();
        assertThat(lines.withdraw("a", "a1")).isFalse();
        assertThat(enter(lines, queues)).containsExactly("a2", "a3");
        assertThat(lines.withdraw("b", "b1")).isFalse();
    }
}
