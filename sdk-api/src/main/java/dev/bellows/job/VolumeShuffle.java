package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Shuffle data lives on volumes that later executors take over; {@link Shuffle#reusedVolumes}.
 *
 * @param storageClass the class of the volumes
 * @param size the size of each
 */
public record VolumeShuffle(
        @JsonProperty(required = true) String storageClass,
        @JsonProperty(required = true) Memory size) implements Shuffle {
    @Override
    public <T> T read(Reader<T> reader) {
        return reader.volumes(this);
    }
}
