package dev.bellows.k8s.internal.submit;

import dev.bellows.job.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folders of this machine from which jobs may take files along. A file counts as where it really is: whatever a path says of links and
 * {@code ..}, and if a link is changed while it is read, nothing outside the folders is opened.
 *
 * @param folders the folders; empty for no limit, an empty list for no files at all
 */
public record FileFolders(Optional<List<Path>> folders) {
    /** Copies the list. */
    public FileFolders {
        folders = folders.map(List::copyOf);
    }

    /** No limit. */
    public static FileFolders all() {
        return new FileFolders(Optional.empty());
    }

    /** What a path should be, for people. */
    public String expectation() {
        return folders.filter(List::isEmpty).isPresent()
                ? "no local files"
                : folders.orElse(List.of()).stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(" or ", "a file below ", ""));
    }

    /** Whether a path as it is written lies below a folder. Asks no disk. */
    public boolean isBelow(LocalFile file) {
        try {
            Path path = normal(Path.of(file.localPath()));
            return folders.isEmpty() || folders.get().stream().anyMatch(folder -> isBelow(path, normal(folder)));
        } catch (InvalidPathException e) {
            // That it is no path is said when it is opened.
            return folders.isEmpty();
        }
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean isBelow(Path path, Path folder) {
        return path.startsWith(folder) && !path.equals(folder);
    }

    /** Where a file really is; blocks. */
    Path find(LocalFile file) throws Refusal {
        return located(file).path();
    }

    /** Opens a file; blocks. */
    InputStream open(LocalFile file) throws Refusal, IOException {
        Located found = located(file);
        return found.folder().isEmpty()
                ? Files.newInputStream(found.path())
                : opened(found.folder().get(), found.folder().get().relativize(found.path()));
    }

    private record Located(Optional<Path> folder, Path path) {}

    private Located located(LocalFile file) throws Refusal {
        try {
            Path path = Path.of(file.localPath());
            Located found = new Located(Optional.empty(), path);
            if (folders.isPresent()) {
                if (!isBelow(file)) {
                    throw outside(file);
                }
                Path real = real(file, path);
                found = new Located(Optional.of(folderOf(file, real)), real);
            }
            if (!Files.isRegularFile(found.path())) {
                throw absent(path);
            }
            return found;
        } catch (InvalidPathException e) {
            throw Refusal.invalid(file.localPath() + " cannot be read: " + e.getMessage());
        }
    }

    private Path real(LocalFile file, Path path) throws Refusal {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // The same words for a link that leads out and for one that leads nowhere: they tell nothing of what is
            // outside.
            throw outside(file);
        }
    }

    private Path folderOf(LocalFile file, Path real) throws Refusal {
        for (Path folder : folders.orElseThrow()) {
            try {
                Path place = folder.toRealPath();
                if (isBelow(real, place)) {
                    return place;
                }
            } catch (IOException e) {
                // A folder that is not there holds nothing.
            }
        }
        throw outside(file);
    }

    private Refusal outside(LocalFile file) {
        return Refusal.invalid(file.localPath() + " is not there or leads elsewhere (expected: " + expectation()
                + ", says the platform)");
    }

    private static Refusal absent(Path path) {
        return Refusal.invalid(path + " (expected: a file on this machine). Build it first, or name one that the image"
                + " holds with local:///path.");
    }

    /** Goes down folder by folder and follows no link: the path is a real one, and a link on it was put there since. */
    private static InputStream opened(Path folder, Path inside) throws IOException {
        try (DirectoryStream<Path> place = Files.newDirectoryStream(folder)) {
            return openedIn(secure(place), inside);
        }
    }

    private static InputStream openedIn(SecureDirectoryStream<Path> place, Path inside) throws IOException {
        Path first = inside.getName(0);
        if (inside.getNameCount() == 1) {
            return Channels.newInputStream(
                    place.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        }
        try (SecureDirectoryStream<Path> next = place.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
            return openedIn(next, inside.subpath(1, inside.getNameCount()));
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder) throws IOException {
        if (folder instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("on this file system a link cannot be told from a file safely");
    }
}
