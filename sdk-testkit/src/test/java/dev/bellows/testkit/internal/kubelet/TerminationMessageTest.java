package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationMessageTest {
    @TempDir
    Path directory;

    @Test
    void a_failed_container_shows_the_end_of_its_output() throws IOException {
        assertThat(message("FallbackToLogsOnError", 1, "one\ntwo\n")).isEqualTo("one\ntwo\n");
    }

    @Test
    void at_most_eighty_lines_are_shown() throws IOException {
        String lines = IntStream.range(0, 200).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        assertThat(message("FallbackToLogsOnError", 1, lines).lines())
                .hasSize(80)
                .first()
                .isEqualTo("120");
        assertThat(message("FallbackToLogsOnError", 1, lines + "\n").lines())
                .hasSize(80)
                .last()
                .isEqualTo("199");
    }

    @Test
    void at_most_2048_bytes_are_shown_and_no_half_characters() throws IOException {
        String message = message("FallbackToLogsOnError", 1, "ü".repeat(3000) + "x");

        assertThat(message).isEqualTo("ü".repeat(1023) + "x");
    }

    @Test
    void success_and_the_file_policy_show_no_output() throws IOException {
        assertThat(message("FallbackToLogsOnError", 0, "text")).isNull();
        assertThat(message("File", 1, "text")).isNull();
        assertThat(message("FallbackToLogsOnError", 1, "")).isNull();
    }

    @Test
    void what_the_container_wrote_itself_comes_first() throws IOException {
        Files.writeString(directory.resolve("termination-log"), "my words");

        assertThat(message("FallbackToLogsOnError", 1, "text")).isEqualTo("my words");
    }

    private String message(String policy, int exitCode, String log) throws IOException {
        Container container =
                new ContainerBuilder().withTerminationMessagePolicy(policy).build();
        Path output = Files.writeString(directory.resolve("log"), log);
        return TerminationMessage.of(container, exitCode, directory.resolve("termination-log"), output);
    }
}
