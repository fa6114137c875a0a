package dev.bellows.k8s.internal.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final String TEXT = "eins ä\n\nzwei 😀 Grüße\ndrei";

    private static List<String> split(byte[] bytes, int chunk) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(Integer.MAX_VALUE, lines::add);
        for (int from = 0; from < bytes.length; from += chunk) {
            int length = Math.min(chunk, bytes.length - from);
            splitter.accept(List.of(ByteBuffer.wrap(bytes, from, length)));
        }
        splitter.end();
        return lines;
    }

    @Test
    void a_line_is_whole_however_its_bytes_arrive() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            assertThat(split(bytes, chunk))
                    .as("chunks of %d", chunk)
                    .containsExactly("eins ä", "", "zwei 😀 Grüße", "drei");
        }
    }

    @Test
    void a_text_that_ends_with_a_line_break_has_no_line_after_it() {
        assertThat(split("a\nb\n".getBytes(StandardCharsets.UTF_8), 3)).containsExactly("a", "b");
    }

    @Test
    void several_buffers_of_one_chunk_are_one_text() {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(Integer.MAX_VALUE, lines::add);
        splitter.accept(List.of(
                ByteBuffer.wrap("a".getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.wrap("b\nc".getBytes(StandardCharsets.UTF_8))));
        splitter.end();
        splitter.end();
        assertThat(lines).containsExactly("ab", "c");
    }

    @Test
    void a_line_that_is_too_long_comes_in_pieces_of_whole_characters() {
        byte[] bytes = "abcdeää😀😀x\nabcde\nab".getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            List<String> lines = new ArrayList<>();
            LineSplitter splitter = new LineSplitter(6, lines::add);
            for (int from = 0; from < bytes.length; from += chunk) {
                splitter.accept(List.of(ByteBuffer.wrap(bytes, from, Math.min(chunk, bytes.length - from))));
            }
            splitter.end();
            assertThat(lines).as("chunks of %d", chunk).containsExactly("abcdeä", "ä😀", "😀x", "abcde", "ab");
        }
    }

    @Test
    void bytes_that_are_no_text_are_cut_as_well() {
        byte[] bytes = new byte[1000];
        Arrays.fill(bytes, (byte) 0x80);
        List<String> lines = new ArrayList<>();
        new LineSplitter(10, lines::add).accept(List.of(ByteBuffer.wrap(bytes)));
        assertThat(lines).hasSizeGreaterThan(70);
    }
}
