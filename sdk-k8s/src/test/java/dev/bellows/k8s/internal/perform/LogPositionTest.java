package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogPositionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LogPosition position = new LogPosition();

    private List<String> stream(List<String> lines) {
        position.begin();
        List<String> fresh = new ArrayList<>();
        lines.forEach(line -> position.heard(line).ifPresent(fresh::add));
        return fresh;
    }

    private static String line(long millis, String text) {
        return START.plusMillis(millis) + " " + text;
    }

    @Test
    void a_first_stream_is_asked_for_whole_and_the_next_from_before_its_last_line() {
        assertThat(position.begin()).isEmpty();
        assertThat(position.heard(line(5000, "a"))).contains("a");
        assertThat(position.begin()).contains(START.plusMillis(4000));
    }

    @Test
    void lines_that_overtook_each_other_are_not_lost() {
        assertThat(stream(List.of(line(10, "a"), line(30, "c")))).containsExactly("a", "c");
        assertThat(stream(List.of(line(10, "a"), line(30, "c"), line(20, "b")))).containsExactly("b");
    }

    @Test
    void what_was_heard_long_ago_is_known_as_well() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            all.add(line(i, "line " + i));
        }
        assertThat(stream(all)).hasSize(5000);
        assertThat(stream(all)).isEmpty();
        all.add(line(5000, "new"));
        assertThat(stream(all)).containsExactly("new");
    }

    /** Some container runtimes have one time for all that they read at once. */
    @Test
    void thousands_of_lines_of_one_moment_are_each_told_once() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            all.add(line(7, "line " + i));
        }
        assertThat(stream(all.subList(0, 3000))).hasSize(3000);
        assertThat(stream(all)).hasSize(2000).startsWith("line 3000");
    }

    @Test
    void times_have_zones() {
        assertThat(stream(List.of("2026-01-01T02:00:00.000000001+02:00 a"))).containsExactly("a");
        assertThat(position.begin()).contains(START.plusNanos(1).minusSeconds(1));
    }

    @Test
    void a_line_without_a_time_goes_on_with_the_one_before() {
        List<String> lines = List.of(line(1, "a"), "of a", line(2, "b"), "of b");
        assertThat(stream(lines.subList(0, 2))).containsExactly("a", "of a");
        assertThat(stream(lines)).containsExactly("b", "of b");
    }

    @Test
    void what_only_looks_like_a_time_is_text() {
        for (String text : List.of(
                "2026-01-01T00:00:00 INFO",
                "2026-99-01T00:00:00Z x",
                "2026-01-01 00:00:00Z x",
                "2026-01-01T00:00:00Z",
                "x",
                "",
                " ")) {
            assertThat(new LogPosition().heard(text)).isEqualTo(Optional.of(text));
        }
    }

    @Test
    void a_line_may_be_empty() {
        assertThat(stream(List.of(START + " "))).containsExactly("");
    }
}
