package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * A label by which nodes are chosen.
 *
 * @param key the label's key
 * @param values the values that are wanted, any of them
 */
public record NodeLabel(
        @JsonProperty(required = true) String key,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> values) {
    /** Copies the values. */
    public NodeLabel {
        values = List.copyOf(values);
    }
}
