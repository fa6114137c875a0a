package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A volume of the pod in a further container.
 *
 * @param volume the volume's name
 * @param path where it is mounted
 * @param readOnly whether the container may only read it
 */
public record ContainerMount(
        @JsonProperty(required = true) String volume,
        @JsonProperty(required = true) String path,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean readOnly) {}
