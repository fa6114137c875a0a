package dev.bellows.driver;

import java.util.List;

/** A JSON object as it is written. */
final class JsonText {
    private final StringBuilder text = new StringBuilder("{");

    JsonText put(String name, String value) {
        return add(name, quoted(value));
    }

    JsonText put(String name, int value) {
        return add(name, Integer.toString(value));
    }

    JsonText put(String name, boolean value) {
        return add(name, Boolean.toString(value));
    }

    JsonText put(String name, JsonText value) {
        return add(name, value.toString());
    }

    JsonText put(String name, List<String> values) {
        StringBuilder list = new StringBuilder("[");
        for (String value : values) {
            list.append(list.length() > 1 ? "," : "").append(quoted(value));
        }
        return add(name, list.append(']').toString());
    }

    private JsonText add(String name, String value) {
        text.append(text.length() > 1 ? "," : "")
                .append(quoted(name))
                .append(':')
                .append(value);
        return this;
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ') {
                quoted.append(String.format("\\u%04x", (int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
