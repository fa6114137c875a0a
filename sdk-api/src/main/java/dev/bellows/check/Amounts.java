package dev.bellows.check;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes in conf, read as Spark reads them. */
final class Amounts {
    private static final Pattern TIME = Pattern.compile("(-?[0-9]+)([a-z]+)?");
    private static final Pattern SIZE = Pattern.compile("-?([0-9]+)([a-z]+)?");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    // Spark knows no suffix for nanoseconds, only a key whose numbers are some.
    private static final String NANOSECOND = "ns";
    private static final String SIZES = "bkmgtp";
    private static final int STEP = 10;

    private Amounts() {}

    /** A time in a unit. */
    static double time(String text, String unit) {
        Matcher matcher = TIME.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || NANOSECOND.equals(matcher.group(2))) {
            throw new NumberFormatException("no time: " + text);
        }
        String suffix = matcher.group(2) == null ? unit : matcher.group(2);
        Long one = NANOSECONDS.get(suffix);
        if (one == null) {
            throw new NumberFormatException("no unit of time: " + suffix);
        }
        // Spark cuts off fractions, and so 1ms is 0s.
        double amount = (double) Long.parseLong(matcher.group(1)) * one / NANOSECONDS.getOrDefault(unit, 1L);
        return amount < 0 ? Math.ceil(amount) : Math.floor(amount);
    }

    /** A size in a unit. */
    static double size(String text, String unit) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new NumberFormatException("no size: " + text);
        }
        String suffix = matcher.group(2) == null ? unit : matcher.group(2);
        int power = SIZES.indexOf(suffix.charAt(0));
        if (power < 0 || !(suffix.length() == 1 || (suffix.length() == 2 && power > 0 && suffix.endsWith("b")))) {
            throw new NumberFormatException("no unit of size: " + suffix);
        }
        double amount = Long.parseLong(matcher.group(1)) * Math.pow(2, STEP * (double) (power - SIZES.indexOf(unit)));
        if (amount > Long.MAX_VALUE) {
            throw new NumberFormatException("too large: " + text);
        }
        return text.startsWith("-") ? -Math.floor(amount) : Math.floor(amount);
    }
}
