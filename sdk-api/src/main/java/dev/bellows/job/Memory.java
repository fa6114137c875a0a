package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory as Spark writes it: a whole number and a unit ({@code 512m}, {@code 2g}, {@code 1t}), counted in mebibytes.
 *
 * <p>A text without unit or with a sign is kept as it is, so that a job's checks can report it together with every other problem.
 *
 * @param text the amount as written, in small letters
 */
public record Memory(String text) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(m|mb|mib|mi|g|gb|gib|gi|t|tb|tib|ti)");

    /** Takes blanks and capitals away. */
    public Memory {
        text = text.trim().toLowerCase(Locale.ROOT);
    }

    /** An amount in mebibytes. */
    public static Memory mib(long mebibytes) {
        return new Memory(mebibytes + "m");
    }

    /** An amount in gibibytes. */
    public static Memory gib(long gibibytes) {
        return new Memory(gibibytes + "g");
    }

    /** The amount that a text names, such as {@code 512m} or {@code 2g}; {@code 2Gi} means the same as {@code 2g}. */
    @JsonCreator
    public static Memory of(String text) {
        return new Memory(text);
    }

    /** The amount in mebibytes, or empty if the text is not a positive number with a unit. */
    public OptionalLong mebibytes() {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return OptionalLong.of(
                switch (matcher.group(2).charAt(0)) {
                    case 't' -> number * 1024 * 1024;
                    case 'g' -> number * 1024;
                    default -> number;
                });
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }
}
