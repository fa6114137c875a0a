package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Texts cut by the bytes that they take in JSON, where a control character takes six. Pure. */
final class JsonText {
    private static final String CUT = " …";

    /** Quotes and a comma. */
    private static final int AROUND = 3;

    private JsonText() {}

    /** The bytes of a text in JSON, without its quotes. */
    static int bytes(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text)).getBytes(StandardCharsets.UTF_8).length;
    }

    /** The beginning of a text that fits. */
    static String head(String text, int limit) {
        if (fits(text, limit)) {
            return text;
        }
        int end = 0;
        int left = limit - bytes(CUT);
        while (end < text.length()) {
            int point = text.codePointAt(end);
            left -= bytes(Character.toString(point));
            if (left < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + CUT;
    }

    /** The end of a text that fits. */
    static String tail(String text, int limit) {
        if (fits(text, limit)) {
            return text;
        }
        int start = text.length();
        int left = limit;
        while (start > 0) {
            int point = text.codePointBefore(start);
            left -= bytes(Character.toString(point));
            if (left < 0) {
                break;
            }
            start -= Character.charCount(point);
        }
        return text.substring(start);
    }

    /** The last lines that fit; of one that is too long itself, its end. */
    static List<String> newest(List<String> lines, int limit) {
        Deque<String> kept = new ArrayDeque<>();
        int left = limit;
        for (int i = lines.size() - 1; i >= 0 && left > 0; i--) {
            String line = lines.get(i);
            boolean fits = fits(line, left - AROUND);
            if (fits) {
                kept.addFirst(line);
            } else if (kept.isEmpty()) {
                kept.addFirst(tail(line, left - AROUND));
            }
            left -= fits ? bytes(line) + AROUND : left;
        }
        return List.copyOf(kept);
    }

    /** A text of more characters than bytes are left is not encoded to learn that. */
    private static boolean fits(String text, int limit) {
        return text.length() <= limit && bytes(text) <= limit;
    }
}
