package dev.bellows.k8s.internal.submit;

import dev.bellows.job.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The local files of a job, read once: what travels, and what identifies it.
 *
 * @param base64 the contents by ConfigMap key, as {@code binaryData} wants them
 * @param digests the SHA-256 of each, by key
 */
record FileContents(SortedMap<String, String> base64, SortedMap<String, String> digests) {
    /** The record is one ConfigMap, which holds at most 1 MiB; the rest is for the job itself. */
    static final long LIMIT_BYTES = 900L * 1024;

    /** Reads files; blocks. */
    static FileContents read(Map<String, LocalFile> files) throws Refusal {
        SortedMap<String, String> base64 = new TreeMap<>();
        SortedMap<String, String> digests = new TreeMap<>();
        long total = 0;
        for (Map.Entry<String, LocalFile> file : files.entrySet()) {
            byte[] content = content(file.getValue(), LIMIT_BYTES - total);
            total += content.length;
            base64.put(file.getKey(), Base64.getEncoder().encodeToString(content));
            digests.put(file.getKey(), sha256(content));
        }
        return new FileContents(base64, digests);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static byte[] content(LocalFile file, long left) throws Refusal {
        try {
            Path path = Path.of(file.localPath());
            if (!Files.isRegularFile(path)) {
                throw Refusal.invalid(
                        "application.jar: " + path + " (expected: a file on this machine). Build it first, or name a"
                                + " jar that the image holds with local:///path.");
            }
            if (Files.size(path) > left) {
                throw Refusal.invalid(
                        "application.jar: " + path + " has " + Files.size(path) + " bytes (expected: all local files"
                                + " together <= " + LIMIT_BYTES
                                + "). Put the jar into the image and name it local:///path, or upload it"
                                + " and name its URI.");
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException e) {
            throw Refusal.invalid("application.jar: " + file.localPath() + " cannot be read: " + e.getMessage());
        }
    }
}
