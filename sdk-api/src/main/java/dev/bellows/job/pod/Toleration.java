package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A taint of nodes that pods put up with.
 *
 * @param key the taint's key
 * @param value the taint's value; empty: any
 * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}; empty: all
 * @param seconds for {@code NoExecute}: how long a running pod stays; empty: for good
 */
public record Toleration(
        @JsonProperty(required = true) String key,
        Optional<String> value,
        Optional<String> effect,
        Optional<Integer> seconds) {
    /** Tolerates a taint whatever its value and effect. */
    public static Toleration of(String key) {
        return new Toleration(key, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Tolerates a taint of a value and an effect. */
    public static Toleration of(String key, String value, String effect) {
        return new Toleration(key, Optional.of(value), Optional.of(effect), Optional.empty());
    }

    /** Lets a running pod stay this long when the taint appears; for {@code NoExecute} only. */
    public Toleration forSeconds(int limit) {
        return new Toleration(key, value, effect, Optional.of(limit));
    }
}
