package dev.bellows.testkit.internal.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The directory that holds everything one pod reads and writes. */
record PodDirectory(Path root) {
    /** Where mounted paths begin, seen from the working folder of any pod. */
    static final String SEEN_FROM_WORK = "../root";

    Path work() {
        return root.resolve("work");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path home() {
        return root.resolve("home");
    }

    Path terminationLog() {
        return root.resolve("termination-log");
    }

    /** Where a volume's files lie. */
    Path volume(String name) {
        return root.resolve("volumes").resolve(name);
    }

    /** Where programs lie that the pod finds before those of this machine. */
    Path programs() {
        return root.resolve("bin");
    }

    /** Where the service account's token lies, whether or not the pod mounts it. */
    Path serviceAccount() {
        return root.resolve("service-account");
    }

    Path sparkProperties() {
        return root.resolve("spark.properties");
    }

    /** Where a driver lists the classes that it loads, if it shall. */
    Path classList() {
        return root.resolve("classes");
    }

    void create() {
        unchecked(() -> {
            for (Path directory : List.of(work(), temporary(), home())) {
                Files.createDirectories(directory);
            }
        });
    }

    /** Writes the files of a volume, which exists afterwards even when it has none. */
    static void write(Path volume, Map<String, VolumeFile> files) {
        unchecked(() -> {
            Files.createDirectories(volume);
            for (Map.Entry<String, VolumeFile> entry : files.entrySet()) {
                Path file = volume.resolve(entry.getKey()).normalize();
                if (!file.startsWith(volume)) {
                    throw new IOException(entry.getKey() + ": leaves its volume");
                }
                Files.createDirectories(file.getParent());
                Files.deleteIfExists(file);
                Files.write(file, entry.getValue().content());
                Files.setPosixFilePermissions(file, permissions(entry.getValue().mode()));
            }
        });
    }

    /** Shows what is mounted at its path in the container, for those who learn that path only after their start. */
    void show(String mountPath, Path target) {
        Path link = work().resolve(SEEN_FROM_WORK + mountPath).normalize();
        unchecked(() -> {
            if (!link.startsWith(root)) {
                throw new IOException(mountPath + ": leaves its pod");
            }
            Files.createDirectories(link.getParent());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        });
    }

    void delete() {
        delete(root);
    }

    /** Deletes a directory with all that it holds; a process that is ending may still be writing there. */
    static void delete(Path directory) {
        unchecked(() -> {
            if (!Files.exists(directory)) {
                return;
            }
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        });
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] highestFirst = PosixFilePermission.values();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < highestFirst.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(highestFirst[bit]);
            }
        }
        return permissions;
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private static void unchecked(FileWork work) {
        try {
            work.run();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("vanished: " + e.getFile(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
