package dev.bellows.compile;

import java.util.Map;
import java.util.SortedMap;

/**
 * A conf as text in the format of {@link java.util.Properties}: one line an entry, sorted, without the date that
 * {@code Properties.store} writes. Spark reads it as UTF-8, so letters outside ASCII stay as they are.
 */
final class PropertiesText {
    // Few jobs need more: no growing while it is written.
    private static final int LENGTH = 4096;

    // Nearly all characters stand for themselves, and are passed over by a look into this table.
    private static final boolean[] SPECIAL = new boolean[128];

    static {
        "\n\r\t\f\\=:#! ".chars().forEach(c -> SPECIAL[c] = true);
    }

    private PropertiesText() {}

    static String of(SortedMap<String, String> conf) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (Map.Entry<String, String> entry : conf.entrySet()) {
            escape(text, entry.getKey(), true);
            text.append('=');
            escape(text, entry.getValue(), false);
            text.append('\n');
        }
        return text.toString();
    }

    private static void escape(StringBuilder text, String part, boolean key) {
        int written = 0;
        for (int i = special(part, 0); i < part.length(); i = special(part, i + 1)) {
            String escaped = escaped(part.charAt(i), key || i == 0);
            if (!escaped.isEmpty()) {
                text.append(part, written, i).append(escaped);
                written = i + 1;
            }
        }
        text.append(part, written, part.length());
    }

    /** Where the next character is that may have to be escaped, or the text's length. */
    private static int special(String part, int from) {
        int i = from;
        while (i < part.length() && (part.charAt(i) >= SPECIAL.length || !SPECIAL[part.charAt(i)])) {
            i++;
        }
        return i;
    }

    /** What stands for a character; empty if it stands for itself. */
    private static String escaped(char c, boolean blankToo) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\\' -> "\\\\";
            case '=' -> "\\=";
            case ':' -> "\\:";
            case '#' -> "\\#";
            case '!' -> "\\!";
            // A blank ends a key, and is skipped in front of a value.
            case ' ' -> blankToo ? "\\ " : "";
            default -> "";
        };
    }
}
