package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.job.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFoldersTest {
    private static final String SECRET = "of the service";
    private static final int ROUNDS = 3_000;

    @TempDir
    private Path machine;

    private Path jobs;
    private FileFolders folders;

    @BeforeEach
    void make_two_folders_of_which_one_is_allowed() throws IOException {
        jobs = Files.createDirectories(machine.resolve("jobs"));
        Files.writeString(Files.createDirectories(machine.resolve("service")).resolve("a"), SECRET);
        Files.writeString(Files.createDirectories(jobs.resolve("own")).resolve("a"), "of the job");
        folders = new FileFolders(Optional.of(List.of(jobs)));
    }

    private static String read(FileFolders folders, Path path) throws Exception {
        try (InputStream file = folders.open(LocalFile.of(path))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Checking a path and opening it are two steps: what is opened is what was checked, whatever happens between them. */
    @Test
    void a_link_that_changes_while_it_is_read_leads_nowhere_else() throws Exception {
        Path link = jobs.resolve("current");
        Files.createSymbolicLink(link, jobs.resolve("own"));
        AtomicBoolean over = new AtomicBoolean();
        Thread changing = new Thread(() -> {
            while (!over.get()) {
                point(link, machine.resolve("service"));
                point(link, jobs.resolve("own"));
            }
        });
        changing.start();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                String read = "";
                try {
                    read = read(folders, link.resolve("a"));
                } catch (Refusal | IOException refused) {
                    // It led elsewhere just then.
                }
                assertThat(read).isNotEqualTo(SECRET);
            }
        } finally {
            over.set(true);
            changing.join();
        }
    }

    /** A folder that is a link by the time it is opened. */
    @Test
    void a_folder_that_became_a_link_is_not_entered() throws Exception {
        Path own = jobs.resolve("own");
        Path away = jobs.resolve("away");
        AtomicBoolean over = new AtomicBoolean();
        Thread changing = new Thread(() -> {
            while (!over.get()) {
                move(own, away);
                link(own, machine.resolve("service"));
                delete(own);
                move(away, own);
            }
        });
        changing.start();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                String read = "";
                try {
                    read = read(folders, own.resolve("a"));
                } catch (Refusal | IOException refused) {
                    // It was away just then.
                }
                assertThat(read).isNotEqualTo(SECRET);
            }
        } finally {
            over.set(true);
            changing.join();
        }
    }

    @Test
    void what_is_no_path_is_refused_in_words() {
        assertThat(folders.isBelow(new LocalFile("a\0b"))).isFalse();
        assertThatThrownBy(() -> folders.open(new LocalFile("a\0b"))).isInstanceOf(Refusal.class);
        assertThat(FileFolders.all().isBelow(new LocalFile("a\0b"))).isTrue();
        assertThatThrownBy(() -> FileFolders.all().open(new LocalFile("a\0b")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void a_folder_is_no_file() {
        assertThatThrownBy(() -> read(folders, jobs.resolve("own")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a file on this machine");
        assertThat(folders.isBelow(LocalFile.of(jobs))).isFalse();
    }

    private static void point(Path link, Path target) {
        Path next = link.resolveSibling("next");
        link(next, target);
        move(next, link);
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
