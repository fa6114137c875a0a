package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * All keys of a Secret or ConfigMap as environment variables.
 *
 * @param kind what it is
 * @param name its name
 * @param prefix what is put before each key
 */
public record EnvFrom(
        @JsonProperty(required = true) Kind kind,
        @JsonProperty(required = true) String name,
        Optional<String> prefix) {
    /** What variables are taken from. */
    public enum Kind {
        /** A Secret. */
        SECRET,
        /** A ConfigMap. */
        CONFIG_MAP
    }

    /** All keys of a Secret. */
    public static EnvFrom secret(String name) {
        return new EnvFrom(Kind.SECRET, name, Optional.empty());
    }

    /** All keys of a ConfigMap. */
    public static EnvFrom configMap(String name) {
        return new EnvFrom(Kind.CONFIG_MAP, name, Optional.empty());
    }

    /** The same with a text before each key. */
    public EnvFrom withPrefix(String text) {
        return new EnvFrom(kind, name, Optional.of(text));
    }
}
