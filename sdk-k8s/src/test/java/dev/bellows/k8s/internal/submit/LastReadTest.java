package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastReadTest {
    private final List<String> readings = new ArrayList<>();
    private final LastRead<Integer> lengths = new LastRead<>(text -> {
        readings.add(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("nothing to read");
        }
        return text.length();
    });

    @Test
    void the_same_text_is_read_once() {
        assertThat(lengths.read("abc")).isEqualTo(3);
        assertThat(lengths.read("abc")).isEqualTo(3);

        assertThat(readings).containsExactly("abc");
    }

    @Test
    void what_was_read_long_ago_is_read_again() {
        lengths.read("abc");
        IntStream.range(0, 1_000).forEach(i -> lengths.read("text " + i));

        assertThat(lengths.read("abc")).isEqualTo(3);

        assertThat(readings).filteredOn("abc"::equals).hasSize(2);
    }

    @Test
    void a_long_text_is_not_kept() {
        String text = "a".repeat(100_000);

        assertThat(lengths.read(text)).isEqualTo(100_000);
        assertThat(lengths.read(text)).isEqualTo(100_000);

        assertThat(readings).hasSize(2);
    }

    @Test
    void what_cannot_be_read_is_said_each_time() {
        assertThatThrownBy(() -> lengths.read("")).hasMessage("nothing to read");
        assertThatThrownBy(() -> lengths.read("")).hasMessage("nothing to read");
    }
}
