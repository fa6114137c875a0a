package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceFilesTest {
    private static final int LIMIT = 500;

    @Test
    void no_source_file_is_longer_than_a_person_reads_at_once() throws IOException {
        Path sources = Path.of(System.getProperty("basedir", ""), "src", "main");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(sources)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(files).as("files below %s", sources).hasSizeGreaterThan(20);
        assertThat(files)
                .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(LIMIT));
    }
}
