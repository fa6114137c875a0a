package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/**
 * A wish about the labels of the node a pod runs on. Rules without weight must all hold.
 *
 * @param key the node's label
 * @param operator {@code In}, {@code NotIn}, {@code Exists}, {@code DoesNotExist}, {@code Gt} or {@code Lt}
 * @param values what the label is compared with
 * @param weight empty: the rule must hold; from 1 to 100: nodes that fulfil it are preferred this much
 */
public record NodeRule(
        @JsonProperty(required = true) String key,
        @JsonProperty(required = true) String operator,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> values,
        Optional<Integer> weight) {
    /** Copies the values. */
    public NodeRule {
        values = List.copyOf(values);
    }

    /** The label has one of these values. */
    public static NodeRule in(String key, String... values) {
        return new NodeRule(key, "In", List.of(values), Optional.empty());
    }

    /** The label has none of these values. */
    public static NodeRule notIn(String key, String... values) {
        return new NodeRule(key, "NotIn", List.of(values), Optional.empty());
    }

    /** The label is there. */
    public static NodeRule exists(String key) {
        return new NodeRule(key, "Exists", List.of(), Optional.empty());
    }

    /** The label is not there. */
    public static NodeRule absent(String key) {
        return new NodeRule(key, "DoesNotExist", List.of(), Optional.empty());
    }

    /** The same as a preference, with a weight from 1 to 100. */
    public NodeRule preferred(int weight) {
        return new NodeRule(key, operator, values, Optional.of(weight));
    }
}
