package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileReferenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"local:///opt/app.jar", "s3a://b/app.jar", "https://h/app.jar", "hdfs:/app.jar"})
    void a_text_with_a_scheme_is_remote(String uri) {
        assertThat(FileReference.of(uri)).isEqualTo(new RemoteFile(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "app.jar,app.jar",
        "/x/app.jar,/x/app.jar",
        "file:/x/app.jar,/x/app.jar",
        "file:///x/app.jar,/x/app.jar",
        "C:\\x\\app.jar,C:\\x\\app.jar",
        "./a:b.jar,./a:b.jar"
    })
    void everything_else_is_on_this_disk(String text, String path) {
        assertThat(FileReference.of(text)).isEqualTo(new LocalFile(path));
    }

    @ParameterizedTest
    @CsvSource({"/x/app.jar,app.jar", "app.jar,app.jar", "C:\\x\\app.jar,app.jar", "/x/,''", "'',''"})
    void a_local_file_has_the_name_after_the_last_separator(String path, String name) {
        assertThat(new LocalFile(path).fileName()).isEqualTo(name);
    }

    @Test
    void a_path_makes_a_local_file() {
        assertThat(LocalFile.of(Path.of("/x/app.jar"))).hasToString("/x/app.jar");
    }
}
