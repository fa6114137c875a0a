package dev.bellows.k8s.internal.submit;

import dev.bellows.job.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
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

    static final FileContents NONE = new FileContents(new TreeMap<>(), new TreeMap<>());

    /**
     * Reads files; blocks.
     *
     * @param folders where they may lie
     * @param files the files that travel in the record, by their key there
     * @param uploads the files that travel by themselves, by their URI
     */
    static FileContents read(FileFolders folders, Map<String, LocalFile> files, Map<String, LocalFile> uploads)
            throws Refusal {
        SortedMap<String, String> base64 = new TreeMap<>();
        SortedMap<String, String> digests = new TreeMap<>();
        long total = 0;
        for (Map.Entry<String, LocalFile> file : files.entrySet()) {
            byte[] content = content(folders, file.getValue(), LIMIT_BYTES - total);
            total += content.length;
            base64.put(file.getKey(), Base64.getEncoder().encodeToString(content));
            digests.put(file.getKey(), sha256(content));
        }
        for (LocalFile file : uploads.values()) {
            // Their URIs differ from submission to submission.
            digests.put(file.fileName(), sha256(folders, file));
        }
        return new FileContents(base64, digests);
    }

    private static String sha256(FileFolders folders, LocalFile file) throws Refusal {
        try (InputStream content = folders.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static byte[] content(FileFolders folders, LocalFile file, long left) throws Refusal {
        try (InputStream stream = folders.open(file)) {
            byte[] content = stream.readNBytes((int) left + 1);
            if (content.length > left) {
                throw Refusal.invalid(file.localPath() + " is too large (expected: all local files together <= "
                        + LIMIT_BYTES
                        + " bytes). Put it into the image and name it local:///path, or have it uploaded with"
                        + " dependencies(d -> d.uploadTo(...)).");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Refusal unreadable(LocalFile file, IOException e) {
        return Refusal.invalid(file.localPath() + " cannot be read: " + e.getMessage());
    }
}
