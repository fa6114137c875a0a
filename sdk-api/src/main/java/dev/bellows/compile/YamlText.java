package dev.bellows.compile;

import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/**
 * YAML as it is written. Texts are quoted wherever some reader could take them for a number, a date or a switch; texts of several lines
 * stand as blocks wherever every reader gives them back unchanged.
 */
final class YamlText {
    private static final int LENGTH = 4096;
    private static final Set<String> SWITCHES = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private static final String BLANKS = " ".repeat(64);

    // What a word without quotation marks may hold, and begin with.
    private static final boolean[] PLAIN = new boolean[128];
    private static final boolean[] FIRST = new boolean[128];

    static {
        for (char c = '/'; c <= 'z'; c++) {
            FIRST[c] = c == '/' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            PLAIN[c] = FIRST[c] || (c >= '0' && c <= '9') || c == '_';
        }
        PLAIN['.'] = true;
        PLAIN['-'] = true;
    }

    private final StringBuilder text = new StringBuilder(LENGTH);

    YamlText append(String part) {
        text.append(part);
        return this;
    }

    YamlText append(char c) {
        text.append(c);
        return this;
    }

    YamlText indent(int columns) {
        for (int left = columns; left > 0; left -= BLANKS.length()) {
            text.append(BLANKS, 0, Math.min(left, BLANKS.length()));
        }
        return this;
    }

    /** A text with the end of its line, or as a block below it, indented so far. */
    void line(String value, int columns) {
        if (isBlock(value)) {
            block(value, columns);
        } else {
            word(value).append('\n');
        }
    }

    YamlText word(String word) {
        return isPlain(word) ? append(word) : quoted(word);
    }

    private YamlText quoted(String word) {
        text.append('"');
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            escaped(word.codePointAt(i));
        }
        text.append('"');
        return this;
    }

    private void escaped(int c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append((char) c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c > Character.MAX_VALUE) {
                    text.append(String.format(Locale.ROOT, "\\U%08X", c));
                } else if (isPrintable((char) c)) {
                    text.append((char) c);
                } else {
                    text.append(String.format(Locale.ROOT, "\\u%04X", c));
                }
            }
        }
    }

    private static boolean isPlain(String word) {
        if (word.isEmpty() || !isOf(FIRST, word.charAt(0))) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if (!isOf(PLAIN, word.charAt(i))) {
                return false;
            }
        }
        return word.length() > 5 || !SWITCHES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isOf(boolean[] characters, char c) {
        return c < characters.length && characters[c];
    }

    private static boolean isPrintable(char c) {
        // Half of a pair is no character.
        return (c >= ' ' && c < 0x7f)
                || (c > 0xa0 && c < 0xfffe && !Character.isSurrogate(c) && "\u2028\u2029\uFEFF".indexOf(c) < 0);
    }

    private static boolean isBlock(String value) {
        int end = value.indexOf('\n');
        if (end <= 0 || value.charAt(0) == ' ') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean blankAtEnd = c == ' ' && (i + 1 == value.length() || value.charAt(i + 1) == '\n');
            if (blankAtEnd || (c != '\n' && !isPrintable(c))) {
                return false;
            }
        }
        return true;
    }

    private void block(String value, int columns) {
        text.append(!value.endsWith("\n") ? "|-" : value.endsWith("\n\n") ? "|+" : "|")
                .append('\n');
        for (Iterator<String> lines = value.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            indent(line.isEmpty() ? 0 : columns);
            text.append(line).append('\n');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
