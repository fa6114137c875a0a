package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Shuffle data is served by a service on the node; {@link Shuffle#nodeService}. Executors then need the host network and a folder
 * of the node, which Pod Security "restricted" refuses.
 *
 * @param folder the folder of the node that executors and service share
 */
public record ServiceShuffle(@JsonProperty(required = true) String folder) implements Shuffle {
    @Override
    public <T> T read(Reader<T> reader) {
        return reader.service(this);
    }
}
