package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An even spread of a job's executors over zones, nodes or whatever else a node label tells apart.
 *
 * @param topologyKey the node label
 * @param maxSkew by how many executors two places may differ, at least 1
 * @param required whether an executor that would break the spread is not placed at all
 */
public record SpreadRule(
        @JsonProperty(required = true) String topologyKey,
        @JsonProperty(required = true) int maxSkew,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean required) {
    /** An even spread over the values of a label, as far as there is room. */
    public static SpreadRule evenly(String topologyKey) {
        return new SpreadRule(topologyKey, 1, false);
    }
}
