package dev.bellows.check;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A conf key with parts that users choose, such as {@code spark.hadoop.*}.
 *
 * @param key what is known about such keys
 * @param form what they look like
 */
record KeyPattern(ConfKey key, Pattern form) {
    static KeyPattern of(ConfKey key) {
        return new KeyPattern(key, Pattern.compile(Pattern.quote(key.key()).replace("*", "\\E.+\\Q")));
    }

    Optional<ConfKey> match(String candidate) {
        return form.matcher(candidate).matches() ? Optional.of(key) : Optional.empty();
    }
}
