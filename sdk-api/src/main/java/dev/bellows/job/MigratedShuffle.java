package dev.bellows.job;

import java.util.Optional;

/**
 * Executors hand their shuffle data on before they go; {@link Shuffle#migrated()}.
 *
 * @param fallback the folder of an object store for what no executor has room for; default: none
 */
public record MigratedShuffle(Optional<String> fallback) implements Shuffle {
    @Override
    public <T> T read(Reader<T> reader) {
        return reader.migrated(this);
    }
}
