package dev.bellows.testkit.internal.classdata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of archives, which several JVMs use at once. An archive is a folder {@code KEY} in it, the list that it is
 * made from a file {@code KEY.classes}. Both appear whole or not at all.
 */
record ArchiveFolder(Path path, InstantSource clock) {
    /** How many keys are kept; an archive takes about 200 MB. */
    static final int MOST = 4;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String CLASSES = ".classes";
    private static final String MAKING = "making";
    private static final String LOCK = "lock";

    /** The folder, made if it is missing; empty unless this user alone owns and may read it: an archive is code. */
    static Optional<ArchiveFolder> open(Path path, InstantSource clock) {
        try {
            if (!Files.isDirectory(path)) {
                Path parent = path.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            others.removeAll(OWNER_ONLY);
            boolean own = Files.getOwner(path).equals(Files.getOwner(Path.of("/proc/self")));
            return own && others.isEmpty()
                    ? Optional.of(new ArchiveFolder(path.toRealPath(), clock))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<Archive> archive(String key) {
        Optional<Archive> found = Archive.in(path.resolve(key));
        found.ifPresent(archive -> touch(path.resolve(key)));
        return found;
    }

    /** The names of the classes that an archive is made from; an empty file says that none can be made. */
    Optional<Path> classes(String key) {
        Path list = path.resolve(key + CLASSES);
        return Files.isRegularFile(list) ? Optional.of(list) : Optional.empty();
    }

    /** How long ago a file was written. */
    Duration age(Path file) throws IOException {
        return Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
    }

    void keepClasses(String key, List<String> names) throws IOException {
        Path written = Files.createTempFile(path, key, ".new");
        try {
            Files.write(written, names);
            Files.move(written, path.resolve(key + CLASSES), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Holds others back from making an archive until the channel is closed; empty while another does so. */
    Optional<FileChannel> lock() throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another cluster of this JVM makes one.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** An empty folder in which an archive is made; for the holder of the lock. What a killed maker left there goes. */
    Path making() throws IOException {
        Path making = path.resolve(MAKING);
        delete(making);
        return Files.createDirectory(making, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /** Makes what lies in the {@link #making} folder the archive of a key; for the holder of the lock. */
    void publish(String key, List<Path> classPath) throws IOException {
        Path making = path.resolve(MAKING);
        // Its size alone would not tell an archive whose content a crash of the machine has lost.
        try (FileChannel made = FileChannel.open(making.resolve(Archive.FILE), StandardOpenOption.READ)) {
            made.force(true);
        }
        Archive.describe(making, classPath);
        delete(path.resolve(key));
        Files.move(making, path.resolve(key), StandardCopyOption.ATOMIC_MOVE);
        touch(path.resolve(key));
        deleteOld();
    }

    /** Forgets what was being made; for the holder of the lock. */
    void discard() throws IOException {
        delete(path.resolve(MAKING));
    }

    private void deleteOld() throws IOException {
        Map<String, FileTime> newest = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals(LOCK)) {
                    newest.merge(keyOf(name), Files.getLastModifiedTime(file), ArchiveFolder::later);
                }
            }
        }
        List<String> old = newest.entrySet().stream()
                .sorted(Map.Entry.<String, FileTime>comparingByValue().reversed())
                .skip(MOST)
                .map(Map.Entry::getKey)
                .toList();
        for (String key : old) {
            delete(path.resolve(key));
            Files.deleteIfExists(path.resolve(key + CLASSES));
        }
    }

    private static String keyOf(String name) {
        return name.endsWith(CLASSES) ? name.substring(0, name.length() - CLASSES.length()) : name;
    }

    private static FileTime later(FileTime one, FileTime other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void touch(Path used) {
        try {
            Files.setLastModifiedTime(used, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // Then it looks older than it is, and goes earlier.
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
