package dev.bellows.compile;

import java.util.Map;
import java.util.SortedMap;

/**
 * A conf as text in the format of {@link java.util.Properties}: one line an entry, sorted, without the date that
 * {@code Properties.store} writes. Spark reads it as UTF-8, so letters outside ASCII stay as they are.
 */
final class PropertiesText {
    // Few jobs need more: no growing while it is written.
    private static final int LENGTH = 2048;

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
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\f' -> text.append("\\f");
                case '\\', '=', ':', '#', '!' -> text.append('\\').append(c);
                // A blank ends a key, and is skipped in front of a value.
                case ' ' -> text.append(key || i == 0 ? "\\ " : " ");
                default -> text.append(c);
            }
        }
    }
}
