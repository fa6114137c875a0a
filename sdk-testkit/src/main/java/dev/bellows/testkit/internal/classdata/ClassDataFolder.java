package dev.bellows.testkit.internal.classdata;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where archives are kept. */
public final class ClassDataFolder {
    private static final String OFF = "off";

    private ClassDataFolder() {}

    /**
     * The folder that was asked for, else one in the user's cache; empty if none is wanted or none can be told.
     *
     * @param asked a folder, {@code off}, or null
     * @param cacheHome the environment variable {@code XDG_CACHE_HOME}, or null
     * @param userHome the system property {@code user.home}
     */
    public static Optional<Path> of(@Nullable String asked, @Nullable String cacheHome, @Nullable String userHome) {
        if (asked != null && !asked.isEmpty()) {
            return asked.equals(OFF) ? Optional.empty() : Optional.of(Path.of(asked));
        }
        // A path that is not absolute is to be ignored, says the standard of that variable.
        if (cacheHome != null && cacheHome.startsWith("/")) {
            return Optional.of(inCache(Path.of(cacheHome)));
        }
        // Where a user has no name, as in some containers, the JVM says "?".
        return userHome != null && userHome.startsWith("/")
                ? Optional.of(inCache(Path.of(userHome).resolve(".cache")))
                : Optional.empty();
    }

    private static Path inCache(Path cache) {
        return cache.resolve("bellows").resolve("class-data");
    }
}
