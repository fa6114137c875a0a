package dev.bellows.testkit.internal.classdata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Names an archive by all that it depends on: the JVM, its options, and every jar with its size and time. */
final class ArchiveKey {
    /** Changes when the layout of a kept archive does. */
    private static final String LAYOUT = "1";

    private static final int LENGTH = 32;

    private ArchiveKey() {}

    /** The key; empty if the JVM could not use an archive: of a class path with a folder, or with a jar that is missing. */
    static Optional<String> of(Path javaHome, List<String> options, List<Path> classPath) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, LAYOUT);
            add(digest, System.getProperty("os.arch"));
            Path home = javaHome.toRealPath();
            add(digest, Files.readString(home.resolve("release"), UTF_8));
            addFile(digest, home.resolve("lib").resolve("modules"));
            addFile(digest, home.resolve("lib").resolve("server").resolve("libjvm.so"));
            add(digest, String.join("\n", options));
            for (Path entry : classPath) {
                addFile(digest, entry);
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH));
        } catch (IOException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void addFile(MessageDigest digest, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!file.isAbsolute() || !attributes.isRegularFile()) {
            throw new IOException(file + ": is no file with an absolute path");
        }
        add(digest, file + " " + attributes.size() + " " + attributes.lastModifiedTime());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(UTF_8));
        digest.update((byte) 0);
    }
}
