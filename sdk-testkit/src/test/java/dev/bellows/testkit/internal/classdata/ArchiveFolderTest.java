package dev.bellows.testkit.internal.classdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFolderTest {
    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_000_000));
    private ArchiveFolder folder;
    private List<Path> jars;

    @BeforeEach
    void prepare() throws IOException {
        folder = open(directory.resolve("cache/class-data")).orElseThrow();
        jars = List.of(Jars.greeting(directory.resolve("greeting.jar")));
    }

    @Test
    void the_folder_is_its_owners_only() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(open(folder.path())).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_made_is_none() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(open(file)).isEmpty();
        assertThat(open(file.resolve("class-data"))).isEmpty();
    }

    @Test
    void an_archive_is_there_once_it_is_published() throws IOException {
        Files.writeString(folder.making().resolve(Archive.FILE), "half");
        assertThat(folder.archive("key")).isEmpty();

        Jars.keep(folder, "key", jars);

        assertThat(folder.archive("key"))
                .hasValueSatisfying(archive -> assertThat(archive.file()).hasContent("as good as an archive"));
        assertThat(folder.path().resolve("making")).doesNotExist();
    }

    @Test
    void a_truncated_or_overwritten_archive_is_none() throws IOException {
        Jars.keep(folder, "key", jars);
        Archive archive = folder.archive("key").orElseThrow();

        Files.setLastModifiedTime(archive.file(), FileTime.fromMillis(1));
        assertThat(archive.isWhole()).isFalse();
        Files.setLastModifiedTime(archive.file(), archive.time());
        assertThat(archive.isWhole()).isTrue();
        Files.writeString(archive.file(), "as good");
        Files.setLastModifiedTime(archive.file(), archive.time());
        assertThat(archive.isWhole()).isFalse();
        assertThat(folder.archive("key")).isEmpty();

        Jars.keep(folder, "key", jars);
        assertThat(folder.archive("key")).isPresent();
    }

    @Test
    void one_makes_an_archive_at_a_time() throws IOException {
        FileChannel first = folder.lock().orElseThrow();
        assertThat(folder.lock()).isEmpty();
        first.close();

        try (FileChannel second = folder.lock().orElseThrow()) {
            assertThat(second.isOpen()).isTrue();
        }
    }

    @Test
    void what_a_killed_maker_left_goes() throws IOException {
        Files.writeString(folder.making().resolve(Archive.FILE), "half");

        assertThat(folder.making()).isEmptyDirectory();
    }

    @Test
    void the_archives_used_last_are_kept() throws IOException {
        for (int i = 0; i < ArchiveFolder.MOST; i++) {
            folder.keepClasses("key" + i, List.of("A"));
            Files.setLastModifiedTime(folder.path().resolve("key" + i + ".classes"), FileTime.from(now.get()));
            Jars.keep(folder, "key" + i, jars);
            now.updateAndGet(time -> time.plusSeconds(60));
        }
        assertThat(folder.archive("key0")).isPresent();
        now.updateAndGet(time -> time.plusSeconds(60));

        Jars.keep(folder, "one-more", jars);

        assertThat(folder.archive("key1")).isEmpty();
        assertThat(folder.classes("key1")).isEmpty();
        assertThat(folder.archive("key0")).isPresent();
        assertThat(folder.classes("key0")).isPresent();
        assertThat(folder.archive("one-more")).isPresent();
    }

    @Test
    void conf_folders_may_come_after_jars_that_have_none_of_their_files() throws IOException {
        Jars.keep(folder, "key", jars);
        Archive archive = folder.archive("key").orElseThrow();
        Path conf = Files.createDirectory(directory.resolve("conf"));

        assertThat(archive.mayComeBefore(List.of())).isTrue();
        assertThat(archive.mayComeBefore(List.of(conf.toString()))).isTrue();
        Files.createFile(conf.resolve("log4j2.properties"));
        assertThat(archive.mayComeBefore(List.of(conf.toString()))).isTrue();
        assertThat(archive.mayComeBefore(List.of(conf + ":" + jars.get(0)))).isFalse();
        assertThat(archive.mayComeBefore(List.of(directory + "/*"))).isFalse();
        Files.createFile(conf.resolve("greeting.properties"));
        assertThat(archive.mayComeBefore(List.of(conf.toString()))).isFalse();
        Files.move(conf.resolve("greeting.properties"), conf.resolve("other.properties"));
        Files.createDirectory(conf.resolve("META-INF"));
        assertThat(archive.mayComeBefore(List.of(conf.toString()))).isFalse();
    }

    private Optional<ArchiveFolder> open(Path path) {
        return ArchiveFolder.open(path, now::get);
    }
}
