package dev.bellows.check;

import java.util.List;
import java.util.regex.Pattern;

/** Which conf keys, variable names and texts hold secrets. Wider than Spark's own pattern, which misses keys of clouds, key stores and tracers. */
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

    // A URL with a password before its host, or signed in its query. Bounded, as it is looked for in texts of any
    // length.
    private static final Pattern URL = Pattern.compile(
            "[a-z][a-z0-9+.-]{0,30}://[^\\s/?#@:]{0,200}:[^\\s/?#@]{1,2000}@"
                    + "|[?&](sig|x-(amz|goog)-signature|access_token)=[^&\\s]+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PROPERTY = Pattern.compile("-D([^\\s=]+)=(\\S+)");
    private static final Pattern OPTION = Pattern.compile("(?i)--?([a-z0-9._-]*[._-])?(passw(or)?d|passphrase"
            + "|client[._-]?secret|(secret|api|access|private|account)[._-]?key"
            + "|(access|auth|bearer|refresh|session)[._-]?token)");

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

    /** Whether a text holds a secret wherever it stands: in a URL, or in a system property of a JVM. */
    static boolean isIn(String text) {
        return URL.matcher(text).find()
                || PROPERTY.matcher(text).results().anyMatch(found -> isLiteral(found.group(1), found.group(2)));
    }

    /** Whether the arguments of a program hold a secret: in an option such as {@code --password}, or as any text may. */
    static boolean areIn(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            String next = i + 1 < args.size() ? args.get(i + 1) : "";
            String value = equals < 0 ? (next.startsWith("-") ? "" : next) : arg.substring(equals + 1);
            if (isIn(arg)
                    || (OPTION.matcher(name).matches()
                            && !REFERENCE.matcher(value).matches())) {
                return true;
            }
        }
        return false;
    }
}
