package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * Shuffle data lives in Celeborn; {@link Shuffle#celeborn}. Its client must be in the image.
 *
 * @param masters the masters, each {@code host:port}
 */
public record CelebornShuffle(
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> masters) implements Shuffle {
    /** Copies the masters. */
    public CelebornShuffle {
        masters = List.copyOf(masters);
    }

    @Override
    public <T> T read(Reader<T> reader) {
        return reader.celeborn(this);
    }
}
