package dev.bellows.check;

import java.util.regex.Pattern;

/** Which conf keys and variable names hold secrets. Wider than Spark's own pattern, which misses keys of clouds, key stores and tracers. */
public final class SecretKeys {
    /** A regular expression that is found in such keys; the default of {@code spark.redaction.regex}. */
    public static final String REGEX =
            "(?i)secret|passw(or)?d|passphrase|token|credential|access[._-]?key|account[._-]?key"
                    + "|api[._-]?key|private[._-]?key|ssl[._-]?key|[._-]sas([._-]|$)|otlp?[._a-z-]*headers";

    private static final Pattern PATTERN = Pattern.compile(REGEX);

    private SecretKeys() {}

    /** Whether the value of a key is probably a secret. */
    public static boolean matches(String key) {
        return PATTERN.matcher(key).find();
    }
}
