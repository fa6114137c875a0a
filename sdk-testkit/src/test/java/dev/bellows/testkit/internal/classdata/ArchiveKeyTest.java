package dev.bellows.testkit.internal.classdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveKeyTest {
    @TempDir
    Path directory;

    private Path home;
    private Path jar;
    private Path other;

    @BeforeEach
    void prepare() throws IOException {
        home = directory.resolve("jdk");
        Files.createDirectories(home.resolve("lib/server"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.15\"\nIMPLEMENTOR=\"Debian\"\n");
        Files.writeString(home.resolve("lib/modules"), "classes");
        Files.writeString(home.resolve("lib/server/libjvm.so"), "code");
        jar = Files.writeString(directory.resolve("a.jar"), "a");
        other = Files.writeString(directory.resolve("b.jar"), "b");
    }

    @Test
    void the_same_jars_on_the_same_jvm_have_one_key() {
        assertThat(key()).isPresent().isEqualTo(key());
        assertThat(key().orElseThrow()).matches("[0-9a-f]{32}");
    }

    @Test
    void a_jar_of_another_time_or_size_makes_another_key() throws IOException {
        Optional<String> before = key();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
        Optional<String> touched = key();
        Files.writeString(jar, "longer");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));

        assertThat(List.of(before, touched, key())).doesNotHaveDuplicates().allMatch(Optional::isPresent);
    }

    @Test
    void order_options_and_jvm_are_part_of_the_key() throws IOException {
        Optional<String> plain = key();
        Optional<String> reversed = ArchiveKey.of(home, List.of("-Da"), List.of(other, jar));
        Optional<String> optioned = ArchiveKey.of(home, List.of("-Db"), List.of(jar, other));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.15\"\nIMPLEMENTOR=\"Eclipse Adoptium\"\n");
        Optional<String> vendor = key();
        Files.setLastModifiedTime(home.resolve("lib/modules"), FileTime.fromMillis(1));

        assertThat(List.of(plain, reversed, optioned, vendor, key()))
                .doesNotHaveDuplicates()
                .allMatch(Optional::isPresent);
    }

    @Test
    void what_a_jvm_makes_no_archive_of_has_no_key() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("classes"));

        assertThat(ArchiveKey.of(home, List.of(), List.of(jar, folder))).isEmpty();
        assertThat(ArchiveKey.of(home, List.of(), List.of(jar, directory.resolve("gone.jar"))))
                .isEmpty();
        assertThat(ArchiveKey.of(home, List.of(), List.of(Path.of("a.jar")))).isEmpty();
        assertThat(ArchiveKey.of(folder, List.of(), List.of(jar))).isEmpty();
    }

    private Optional<String> key() {
        return ArchiveKey.of(home, List.of("-Da"), List.of(jar, other));
    }
}
