package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    @ParameterizedTest
    @CsvSource({"512m,512", "512MB,512", "512MiB,512", "2g,2048", "2Gi,2048", "' 2G ',2048", "1t,1048576", "0m,0"})
    void reads_numbers_with_units(String text, long mebibytes) {
        assertThat(Memory.of(text).mebibytes()).hasValue(mebibytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "512", "-1g", "1.5g", "2k", "g", "2 g", "2gg", "99999999999999g", "٣g"})
    void is_empty_for_what_is_no_size(String text) {
        assertThat(Memory.of(text).mebibytes()).isEmpty();
    }

    @Test
    void equal_texts_are_equal_whatever_their_case() {
        assertThat(new Memory(" 2G")).isEqualTo(Memory.of("2g")).isEqualTo(Memory.gib(2));
        assertThat(Memory.mib(512)).hasToString("512m");
    }
}
