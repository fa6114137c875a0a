package dev.bellows.compile;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes in a conf, as Spark reads them. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(?:([bkmgtp])b?)?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,18})(ms|s|m|min|h|d)?");
    private static final String UNITS = "bkmgtp";
    private static final long MEBIBYTE = 1024L * 1024;

    private final Map<String, String> conf;

    Sizes(Map<String, String> conf) {
        this.conf = conf;
    }

    /** A size in mebibytes; without a unit it counts mebibytes. */
    long mib(String key, String byDefault) {
        return bytes(key, conf.getOrDefault(key, byDefault), 'm') / MEBIBYTE;
    }

    /** A size in mebibytes; without a unit it counts bytes. */
    long mibOfBytes(String key) {
        return bytes(key, conf.getOrDefault(key, "0"), 'b') / MEBIBYTE;
    }

    long ofText(String text) {
        return bytes("", text, 'm') / MEBIBYTE;
    }

    /** A time in seconds; without a unit it counts seconds. */
    static long seconds(String text) {
        Matcher time = TIME.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!time.matches()) {
            throw new IllegalArgumentException("time: " + text + " (expected: a time such as 30s)");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2) == null ? "s" : time.group(2)) {
            case "ms" -> number / 1000;
            case "m", "min" -> Math.multiplyExact(number, 60L);
            case "h" -> Math.multiplyExact(number, 3600L);
            case "d" -> Math.multiplyExact(number, 86_400L);
            default -> number;
        };
    }

    private static long bytes(String key, String written, char unitless) {
        String text = written.trim().toLowerCase(Locale.ROOT);
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException(key + ": " + text + " (expected: a size such as 512m)");
        }
        char unit = size.group(2) == null ? unitless : size.group(2).charAt(0);
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * UNITS.indexOf(unit)));
    }
}
