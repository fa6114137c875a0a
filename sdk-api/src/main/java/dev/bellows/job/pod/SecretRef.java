package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One key of a Secret in the job's namespace. A job holds only where a secret is, never the secret.
 *
 * @param name the Secret
 * @param key the key in it
 */
public record SecretRef(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String key) implements EnvSource {
    /** The key of a Secret. */
    public static SecretRef of(String name, String key) {
        return new SecretRef(name, key);
    }
}
