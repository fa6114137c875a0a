package dev.bellows.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What values a conf key takes, by the rules of Spark's own conf readers.
 *
 * @param kind the kind of values
 * @param detail the unit of numbers without one, or the options
 * @param least the least number, {@code >0} for any above zero, or empty
 */
record ConfForm(Kind kind, String detail, String least) {
    private static final String POSITIVE = ">0";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}");
    private static final Pattern UNITLESS = Pattern.compile("0*[1-9]\\d*");

    enum Kind {
        BOOLEAN,
        INT,
        LONG,
        DOUBLE,
        TIME,
        BYTES,
        ONE_OF,
        ONE_OF_ANY_CASE,
        REGEX,
        LIST,
        TEXT,
        UNKNOWN
    }

    static ConfForm of(String form, String least) {
        int colon = form.indexOf(':');
        String kind = colon < 0 ? form : form.substring(0, colon);
        return new ConfForm(
                Kind.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT)), form.substring(colon + 1), least);
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    /** What is expected instead of a value; empty if Spark takes it. */
    Optional<String> refusal(String value) {
        // Spark fills in what a reference names before it reads the value.
        if (REFERENCE.matcher(value).find() || takes(value.strip())) {
            return Optional.empty();
        }
        return Optional.of(expected());
    }

    /** What a number without a unit means; empty if the value has one or needs none. */
    Optional<String> assumedUnit(String value) {
        // Nanoseconds have no suffix that Spark reads.
        boolean hasUnits = kind == Kind.BYTES || (kind == Kind.TIME && !detail.equals("ns"));
        return hasUnits && UNITLESS.matcher(value).matches() ? Optional.of(value + detail) : Optional.empty();
    }

    private boolean takes(String value) {
        return switch (kind) {
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case INT -> isNumber(() -> Integer.parseInt(value));
            case LONG -> isNumber(() -> Long.parseLong(value));
            case DOUBLE -> isNumber(() -> Double.parseDouble(value));
            case TIME -> isNumber(() -> Amounts.time(value, detail));
            case BYTES -> isNumber(() -> Amounts.size(value, detail));
            case ONE_OF -> options().contains(value);
            case ONE_OF_ANY_CASE -> options().stream().anyMatch(value::equalsIgnoreCase);
            case REGEX -> isRegex(value);
            case LIST, TEXT, UNKNOWN -> true;
        };
    }

    private boolean isNumber(Reading reading) {
        try {
            double number = reading.read();
            return least.isEmpty() || (least.equals(POSITIVE) ? number > 0 : number >= Double.parseDouble(least));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isRegex(String value) {
        try {
            Pattern.compile(value);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    // A plus stands for a comma inside an option.
    private List<String> options() {
        return Arrays.stream(detail.split(","))
                .map(option -> option.replace('+', ','))
                .toList();
    }

    private String expected() {
        String bound = least.isEmpty() ? "" : least.equals(POSITIVE) ? " > 0" : " >= " + least;
        return switch (kind) {
            case BOOLEAN -> "true or false";
            case INT, LONG -> "a whole number" + bound;
            case DOUBLE -> "a number" + bound;
            case TIME -> "a time" + bound + " such as 30s or 10min; m means minutes here";
            case BYTES -> "a size" + bound + " such as 512m or 2g; m means mebibytes here";
            case ONE_OF, ONE_OF_ANY_CASE -> "one of " + String.join(", ", options());
            default -> "a regular expression";
        };
    }

    /** Reads a number; throws NumberFormatException. */
    private interface Reading {
        double read();
    }
}
