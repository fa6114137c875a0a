package dev.bellows.testkit.internal.classdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real archives of a small jar, on this JVM. */
class ClassDataTest {
    @TempDir
    Path directory;

    private Path jar;
    private Path list;

    @BeforeEach
    void prepare() throws IOException {
        jar = Jars.greeting(directory.resolve("greeting.jar"));
        list = Files.write(
                directory.resolve("classes"),
                List.of(
                        "# a remark",
                        "java/lang/Object id: 0",
                        "a/job/Main id: 1 super: 0 source: /tmp/app.jar",
                        Greeting.class.getName().replace('.', '/') + " id: 2"));
    }

    @Test
    void a_list_becomes_an_archive_that_a_jvm_uses() throws Exception {
        try (ClassData first = open()) {
            assertThat(first.wantsClasses()).isTrue();
            assertThat(first.archiveFor(List.of())).isEmpty();
            first.take(list);
            assertThat(first.wantsClasses()).isFalse();
            awaitMade();
        }
        try (ClassData second = open()) {
            Path archive = second.archiveFor(List.of()).orElseThrow();

            assertThat(second.wantsClasses()).isFalse();
            assertThat(greet(archive, "-Xlog:class+load"))
                    .contains("hello")
                    .containsPattern(Greeting.class.getName() + " source: shared objects file");
        }
    }

    @Test
    void a_truncated_archive_is_not_used_and_made_again() throws Exception {
        makeOne();
        try (ClassData data = open()) {
            Path archive = data.archiveFor(List.of()).orElseThrow();
            byte[] whole = Files.readAllBytes(archive);
            Files.delete(archive);
            Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
            assertThat(data.archiveFor(List.of())).isEmpty();
        }
        makeOne();
        try (ClassData data = open()) {
            assertThat(greet(data.archiveFor(List.of()).orElseThrow())).isEqualTo("hello");
        }
    }

    @Test
    void an_archive_of_other_jars_leaves_the_log_as_it_was() throws Exception {
        makeOne();
        try (ClassData data = open()) {
            Path archive = data.archiveFor(List.of()).orElseThrow();
            Files.setLastModifiedTime(jar, FileTime.fromMillis(1));

            assertThat(greet(archive)).isEqualTo("hello");
        }
        try (ClassData data = open()) {
            assertThat(data.wantsClasses()).isTrue();
        }
    }

    @Test
    void an_archive_that_vanishes_leaves_the_log_as_it_was() throws Exception {
        assertThat(greet(directory.resolve("gone.jsa"))).isEqualTo("hello");
    }

    @Test
    void closing_ends_the_maker() throws Exception {
        try (ClassData data = open()) {
            data.take(list);
        }

        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains(directory.toString()));
        try (FileChannel lock =
                ArchiveFolder.open(cache(), clock()).orElseThrow().lock().orElseThrow()) {
            assertThat(lock.isOpen()).isTrue();
        }
        assertThat(directory.resolve("class-data/making")).doesNotExist();
    }

    @Test
    void a_list_that_has_waited_for_long_is_made_an_archive_of_before_a_cluster_is_closed() throws Exception {
        InstantSource later = () -> clock().instant().plus(Duration.ofMinutes(11));
        try (ClassData data = open()) {
            data.take(list);
        }
        try (ClassData data = ClassData.in(cache(), Jars.JAVA_HOME, Jars.OPTIONS, List.of(jar), later)) {
            assertThat(data.wantsClasses()).isFalse();
        }

        try (ClassData data = open()) {
            assertThat(greet(data.archiveFor(List.of()).orElseThrow())).isEqualTo("hello");
        }
    }

    @Test
    void what_cannot_be_made_is_not_tried_again() throws Exception {
        try (ClassData data =
                ClassData.in(cache(), Jars.JAVA_HOME, List.of("-XX:NoSuchOption"), List.of(jar), clock())) {
            data.take(list);
            String key = ArchiveKey.of(Jars.JAVA_HOME, List.of("-XX:NoSuchOption"), List.of(jar))
                    .orElseThrow();
            Patience.until("a mark", () -> size(cache().resolve(key + ".classes")) == 0);
            assertThat(data.wantsClasses()).isFalse();
        }
    }

    @Test
    void without_a_folder_nothing_happens() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        try (ClassData data = ClassData.in(file, Jars.JAVA_HOME, Jars.OPTIONS, List.of(jar), clock())) {
            assertThat(data.wantsClasses()).isFalse();
            data.take(list);
            assertThat(data.archiveFor(List.of())).isEmpty();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeOne() throws Exception {
        try (ClassData data = open()) {
            data.take(list);
            awaitMade();
        }
    }

    private void awaitMade() throws Exception {
        String key = ArchiveKey.of(Jars.JAVA_HOME, Jars.OPTIONS, List.of(jar)).orElseThrow();
        Patience.until("an archive", () -> Archive.in(cache().resolve(key)).isPresent());
    }

    private ClassData open() {
        return ClassData.in(cache(), Jars.JAVA_HOME, Jars.OPTIONS, List.of(jar), clock());
    }

    private Path cache() {
        return directory.resolve("class-data");
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }

    private String greet(Path archive, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Jars.JAVA_HOME.resolve("bin/java").toString());
        command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        command.addAll(Jars.OPTIONS);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", jar + ":" + directory, Greeting.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
