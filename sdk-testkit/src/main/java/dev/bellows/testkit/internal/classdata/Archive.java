package dev.bellows.testkit.internal.classdata;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A kept archive.
 *
 * <p>A JVM dies of an archive that is shorter than it should be, whatever {@code -Xshare} says. So its size and its time
 * are written down where it is kept, and compared before each use.
 *
 * @param resources the names of what lies at the root of the jars
 */
record Archive(Path file, long size, FileTime time, Set<String> resources) {
    static final String FILE = "archive.jsa";
    private static final String ABOUT = "about";

    /** Reads what was written about the archive in a folder; empty if there is none or if it is not as it was made. */
    static Optional<Archive> in(Path folder) {
        try {
            List<String> about = Files.readAllLines(folder.resolve(ABOUT));
            Archive archive = new Archive(
                    folder.resolve(FILE),
                    Long.parseLong(about.get(0)),
                    FileTime.fromMillis(Long.parseLong(about.get(1))),
                    Set.copyOf(about.subList(2, about.size())));
            return archive.isWhole() ? Optional.of(archive) : Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Writes down what the archive in a folder is like, which makes it one that may be used. */
    static void describe(Path folder, List<Path> classPath) throws IOException {
        BasicFileAttributes made = Files.readAttributes(folder.resolve(FILE), BasicFileAttributes.class);
        List<String> about = new ArrayList<>();
        about.add(Long.toString(made.size()));
        about.add(Long.toString(made.lastModifiedTime().toMillis()));
        about.addAll(rootsOf(classPath));
        Files.write(folder.resolve(ABOUT), about);
    }

    boolean isWhole() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() == size && now.lastModifiedTime().toMillis() == time.toMillis();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether entries that belong before the jars may as well come after them, where the JVM wants what its archive does not
     * know: folders of files of which the jars have none, such as Spark's conf folder.
     */
    boolean mayComeBefore(List<String> entries) {
        return entries.stream()
                .flatMap(entry -> Stream.of(entry.split(File.pathSeparator, -1)))
                .allMatch(this::mayComeBefore);
    }

    private boolean mayComeBefore(String entry) {
        try {
            Path folder = Path.of(entry);
            if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
                return false;
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.allMatch(
                        file -> Files.isRegularFile(file) && !resources.contains(String.valueOf(file.getFileName())));
            }
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    private static Set<String> rootsOf(List<Path> classPath) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path jar : classPath) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.indexOf('/') < 0)
                        .forEach(names::add);
            }
        }
        return names;
    }
}
