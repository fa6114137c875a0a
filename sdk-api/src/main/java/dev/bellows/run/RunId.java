package dev.bellows.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** What names a run, in every process and after every restart: the same three texts mean the same run. */
public final class RunId {
    private static final int NAME_LIMIT = 40;
    private static final int HASH_LENGTH = 13;
    private static final Pattern UNREADABLE = Pattern.compile("[^a-z0-9]+");
    private static final Pattern FIRST_DASHES = Pattern.compile("^-+");
    private static final Pattern LAST_DASHES = Pattern.compile("-+$");
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final String namespace;
    private final String jobName;
    private final String key;
    private final String runName;

    /**
     * The id of three texts.
     *
     * @param namespace the Kubernetes namespace of all its objects
     * @param jobName the job's name
     * @param key the caller's key for this run of the job, such as a date; 1 to 253 printable characters
     */
    public RunId(String namespace, String jobName, String key) {
        this.namespace = namespace;
        this.jobName = jobName;
        this.key = key;
        this.runName = readable(jobName) + "-" + hash(namespace, jobName, key);
    }

    /** The Kubernetes namespace of all objects of the run. */
    public String namespace() {
        return namespace;
    }

    /** The job's name. */
    public String jobName() {
        return jobName;
    }

    /** The caller's key for this run of the job. */
    public String key() {
        return key;
    }

    /**
     * The name of the run's record: the job's name, cut, and 13 base-32 characters of a SHA-256 over the three parts. A DNS-1035 label
     * of at most 40 characters.
     */
    public String runName() {
        return runName;
    }

    /** The id that {@link #toString()} printed. */
    public static RunId parse(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("run id: " + text + " (expected: <namespace>/<job name>/<key>)");
        }
        return new RunId(parts[0], parts[1], parts[2]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunId id
                && id.namespace.equals(namespace)
                && id.jobName.equals(jobName)
                && id.key.equals(key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespace, jobName, key);
    }

    /** The three texts with slashes between them, as {@link #parse} reads them. */
    @Override
    public String toString() {
        return namespace + "/" + jobName + "/" + key;
    }

    private static String readable(String jobName) {
        String dashed = UNREADABLE.matcher(jobName.toLowerCase(Locale.ROOT)).replaceAll("-");
        String readable = FIRST_DASHES.matcher(dashed).replaceAll("");
        if (!readable.isEmpty() && Character.isDigit(readable.charAt(0))) {
            readable = "x" + readable.substring(1);
        }
        String cut = readable.substring(0, Math.min(readable.length(), NAME_LIMIT - HASH_LENGTH - 1));
        String name = LAST_DASHES.matcher(cut).replaceAll("");
        return name.isEmpty() ? "x" : name;
    }

    private static String hash(String namespace, String jobName, String key) {
        byte[] digest;
        try {
            // No part can hold a line break, so two different ids never hash the same text.
            digest = MessageDigest.getInstance("SHA-256")
                    .digest((namespace + "\n" + jobName + "\n" + key).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        StringBuilder text = new StringBuilder(HASH_LENGTH);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; text.length() < HASH_LENGTH; ) {
            if (bits < 5) {
                buffer = (buffer << 8) | (digest[i++] & 0xff);
                bits += 8;
            }
            text.append(BASE32.charAt((buffer >> (bits - 5)) & 31));
            bits -= 5;
        }
        return text.toString();
    }
}
