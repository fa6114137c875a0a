package dev.bellows.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Plain data as YAML, a field a line. Texts are quoted wherever some reader could take them for a number, a date or a switch; texts of
 * several lines stand as blocks wherever every reader gives them back unchanged.
 */
final class BlockYaml {
    private static final int LENGTH = 1024;
    private static final int STEP = 2;
    private static final Set<String> SWITCHES = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private final StringBuilder text = new StringBuilder(LENGTH);

    private BlockYaml() {}

    static String of(ObjectNode object) {
        BlockYaml yaml = new BlockYaml();
        yaml.writeFields(object, 0, 0);
        return yaml.text.toString();
    }

    /** Writes fields below each other; the first one goes where the text stands if that is where it belongs. */
    private void writeFields(ObjectNode object, int column, int depth) {
        int at = column;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            indent(depth - at);
            at = 0;
            writeWord(field.getKey());
            text.append(':');
            writeValue(field.getValue(), depth);
        }
    }

    private void writeValue(JsonNode value, int depth) {
        if (value instanceof ObjectNode object && !object.isEmpty()) {
            text.append('\n');
            writeFields(object, 0, depth + STEP);
        } else if (value instanceof ArrayNode array && !array.isEmpty()) {
            text.append('\n');
            writeElements(array, depth);
        } else {
            text.append(' ');
            writeScalar(value, depth + STEP);
        }
    }

    private void writeElements(ArrayNode array, int depth) {
        for (JsonNode element : array) {
            indent(depth);
            text.append('-');
            if (element instanceof ObjectNode object && !object.isEmpty()) {
                text.append(' ');
                writeFields(object, depth + STEP, depth + STEP);
            } else {
                writeValue(element, depth + STEP);
            }
        }
    }

    private void writeScalar(JsonNode value, int depth) {
        if (value.isContainerNode()) {
            text.append(value.isArray() ? "[]" : "{}");
        } else if (!value.isTextual()) {
            text.append(value.asText());
        } else if (isBlock(value.asText())) {
            writeBlock(value.asText(), depth);
        } else {
            writeWord(value.asText());
        }
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void writeWord(String word) {
        if (isPlain(word)) {
            text.append(word);
            return;
        }
        text.append('"');
        word.codePoints().forEach(this::writeQuoted);
        text.append('"');
    }

    private void writeQuoted(int c) {
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
        if (word.isEmpty() || !isLetter(word.charAt(0))) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return word.length() > 5 || !SWITCHES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/';
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

    private void writeBlock(String value, int depth) {
        text.append(!value.endsWith("\n") ? "|-" : value.endsWith("\n\n") ? "|+" : "|")
                .append('\n');
        for (Iterator<String> lines = value.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            indent(line.isEmpty() ? 0 : depth);
            text.append(line).append('\n');
        }
    }

    private void indent(int columns) {
        for (int i = 0; i < columns; i++) {
            text.append(' ');
        }
    }
}
