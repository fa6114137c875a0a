package dev.bellows.conformance.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What values a key takes, found by giving samples to the function that Spark reads the key's values with: that is the same in every
 * line, whereas types are erased.
 */
final class ValueForm {
    static final String TEXT = "text";
    private static final String NONSENSE = "no-such-value";
    private static final Map<String, Long> HOUR_IN =
            Map.of("ns", 3_600_000_000_000L, "us", 3_600_000_000L, "ms", 3_600_000L, "s", 3_600L, "min", 60L, "h", 1L);
    private static final Map<String, Long> TEBIBYTE_IN =
            Map.of("b", 1L << 40, "k", 1L << 30, "m", 1L << 20, "g", 1L << 10);
    private static final List<String> NUMBERS = List.of("1", "0", "2", "0.5", "10", "100", "128", "1000", "4096", "-1");
    // Scala's BigDecimal holds fractions of a core.
    private static final Map<String, String> NUMBER_FORMS =
            Map.of("Integer", "int", "Long", "long", "Double", "double", "BigDecimal", "double");
    private static final Pattern OPTIONS = Pattern.compile("should be one of '?(.*?)'?(, but was|\\. SQLSTATE|$)");

    private ValueForm() {}

    /** The form as the catalogue writes it, such as {@code time:ms} or {@code one-of:FAIR,FIFO}. */
    static String of(Reflected converter) throws ReflectiveOperationException {
        Optional<String> unit = unit(converter, "time", HOUR_IN, List.of("1h", "2h", "24h"));
        if (unit.isEmpty()) {
            unit = unit(converter, "bytes", TEBIBYTE_IN, List.of("1t", "1g", "64m", "1m", "100k"));
        }
        return unit.isPresent() ? unit.get() : plain(converter);
    }

    /** The least number that is taken, 0 or 1, or {@code >0}; empty if there is no such bound. */
    static String least(Reflected converter) throws ReflectiveOperationException {
        if (converter.apply("-1").isPresent() || converter.apply("1").isEmpty()) {
            return "";
        }
        if (converter.apply("0").isPresent()) {
            return "0";
        }
        return converter.apply("0.001").isPresent() ? ">0" : "1";
    }

    private static Optional<String> unit(
            Reflected converter, String kind, Map<String, Long> units, List<String> samples)
            throws ReflectiveOperationException {
        for (String sample : samples) {
            Optional<Object> value = converter.apply(sample);
            if (value.isPresent() && value.get() instanceof Number number) {
                double wholes = number.doubleValue() / amountOf(kind, sample);
                return units.entrySet().stream()
                        .filter(unit -> unit.getValue() == Math.round(wholes))
                        .map(unit -> kind + ":" + unit.getKey())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private static double amountOf(String kind, String sample) {
        long number = Long.parseLong(sample.substring(0, sample.length() - 1));
        return kind.equals("time")
                ? number
                : switch (sample.charAt(sample.length() - 1)) {
                    case 't' -> number;
                    case 'g' -> number / 1024.0;
                    case 'm' -> number / 1024.0 / 1024;
                    default -> number / 1024.0 / 1024 / 1024;
                };
    }

    private static String plain(Reflected converter) throws ReflectiveOperationException {
        if (converter.apply("true").filter(Boolean.class::isInstance).isPresent()) {
            return "boolean";
        }
        for (String sample : NUMBERS) {
            Optional<Object> value = converter.apply(sample);
            if (value.isPresent() && value.get() instanceof Number number) {
                return NUMBER_FORMS.getOrDefault(number.getClass().getSimpleName(), TEXT);
            }
        }
        Optional<Object> text = converter.apply(NONSENSE);
        if (text.isEmpty()) {
            return options(converter);
        }
        String type = text.get().getClass().getName();
        return type.equals("scala.util.matching.Regex")
                ? "regex"
                : type.startsWith("scala.collection.") ? "list" : TEXT;
    }

    private static String options(Reflected converter) throws ReflectiveOperationException {
        Matcher matcher = OPTIONS.matcher(converter.refusal(NONSENSE).orElse(""));
        if (!matcher.find()) {
            return TEXT;
        }
        List<String> options = Arrays.stream(matcher.group(1).split(", "))
                .map(option -> option.replace(",", "+"))
                .sorted()
                .toList();
        boolean anyCase = options.stream().allMatch(option -> takes(converter, option.toLowerCase(Locale.ROOT)))
                && options.stream().allMatch(option -> takes(converter, option.toUpperCase(Locale.ROOT)));
        return options.stream().collect(Collectors.joining(",", anyCase ? "one-of-any-case:" : "one-of:", ""));
    }

    private static boolean takes(Reflected converter, String value) {
        try {
            return converter.apply(value.replace("+", ",")).isPresent();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a function that was applied before", e);
        }
    }
}
