package dev.bellows.check;

import java.util.Optional;

/** The names of conf keys; not for applications. */
public final class ConfNames {
    private ConfNames() {}

    /** The name that Spark has for a key today; the key itself if it has no other. Spark reads some keys under older names, too. */
    public static String current(String key) {
        Optional<String> successor = ConfCatalogue.get().find(key).flatMap(ConfKey::successor);
        return successor.map(ConfNames::current).orElse(key);
    }
}
