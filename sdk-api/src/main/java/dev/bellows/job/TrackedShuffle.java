package dev.bellows.job;

import java.time.Duration;
import java.util.Optional;

/**
 * Executors stay as long as a running job may read their shuffle data, and for a time after; {@link Shuffle#tracked()}.
 *
 * @param timeout how long one that holds shuffle data is kept without tasks; default 30 minutes, where Spark keeps it for ever
 */
public record TrackedShuffle(Optional<Duration> timeout) implements Shuffle {
    @Override
    public <T> T read(Reader<T> reader) {
        return reader.tracked(this);
    }
}
