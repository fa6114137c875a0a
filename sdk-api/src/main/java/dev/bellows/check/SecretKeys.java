package dev.bellows.check;

import java.util.regex.Pattern;

/** Which conf keys and variable names hold secrets. Wider than Spark's own pattern, which misses keys of clouds, key stores and tracers. */
public final class SecretKeys {
    /** A regular expression that is found in such keys; the default of {@code spark.redaction.regex}. */
    public static final String REGEX =
            "(?i)secret|passw(or)?d|passphrase|token|credential|access[._-]?key|account[._-]?key"
                    + "|api[._-]?key|private[._-]?key|ssl[._-]?key|[._-]sas([._-]|$)|otlp?[._a-z-]*headers";

    private static final Pattern PATTERN = Pattern.compile(REGEX);

    // Keys that only speak of secrets: where one is kept, who provides it, how long it is valid.
    private static final Pattern ABOUT =
            Pattern.compile("(?i)(file|path|name|class|type|uri|endpoint|enabled|ttl|interval"
                    + "|bitlength|pullsecrets|renewal\\.credentials|credentials\\.(renewalratio|retrywait))$"
                    + "|provider|\\.redaction\\.|\\.secretkeyref\\.|executor\\.secrets\\.");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}|(?i)true|false|");

    private SecretKeys() {}

    /** Whether an entry holds a secret itself, not a reference to one. */
    static boolean isLiteral(String key, String value) {
        return matches(key)
                && !ABOUT.matcher(key).find()
                && !REFERENCE.matcher(value).matches();
    }

    /** Whether the value of a key is probably a secret. */
    public static boolean matches(String key) {
        return PATTERN.matcher(key).find();
    }
}
