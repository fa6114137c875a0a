package dev.bellows.conformance.catalogue;

import dev.bellows.job.SparkVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A key in all lines, as one row of the catalogue. The newest line that registers the key tells its form. */
final class CatalogueRow {
    private static final List<SparkVersion> NEWEST_FIRST = Arrays.stream(SparkVersion.values())
            .sorted((one, other) -> other.compareTo(one))
            .toList();

    // A size or a time may be a plain number too.
    private static final List<String> WIDEST_FIRST = List.of(ValueForm.TEXT, "list", "bytes", "time", "double", "long");

    private static final List<String> BOUNDS = List.of("", "0", ">0", "1");

    private final String key;
    private final Map<SparkVersion, RegisteredKey> lines = new EnumMap<>(SparkVersion.class);

    CatalogueRow(String key) {
        this.key = key;
    }

    void add(SparkVersion line, RegisteredKey registered) {
        lines.put(line, registered);
    }

    /** Whether users set this key, and no pattern says all there is to say about it. */
    boolean isListed(ConfRoles roles, KeyPatterns patterns) {
        return !roles.of(key).reader().equals("none")
                && !(newest().form().equals(RegisteredKey.UNKNOWN)
                        && newest().ended().isEmpty()
                        && patterns.match(key));
    }

    String text(ConfRoles roles) {
        RegisteredKey newest = newest();
        ConfRoles.Role role = roles.of(newest.instead().isEmpty() ? key : newest.instead());
        String flags = Stream.of(
                        newest.internal() ? "internal" : "",
                        newest.ended(),
                        newest.instead().isEmpty() ? "" : "instead:" + newest.instead(),
                        role.flags())
                .filter(flag -> !flag.isEmpty())
                .collect(Collectors.joining(" "));
        return String.join(
                "\t",
                key,
                form(),
                least(),
                linesText(),
                newest.since(),
                role.computed() ? "(computed)" : defaultText(newest),
                role.reader(),
                flags);
    }

    private RegisteredKey newest() {
        return NEWEST_FIRST.stream()
                .map(lines::get)
                .filter(Objects::nonNull)
                .filter(registered -> !registered.form().equals(RegisteredKey.UNKNOWN))
                .findFirst()
                .orElseGet(() -> lines.values().iterator().next());
    }

    // A value that any line takes is taken.
    private String form() {
        Set<String> forms = lines.values().stream()
                .filter(registered ->
                        registered.instead().isEmpty() && !registered.form().equals(RegisteredKey.UNKNOWN))
                .map(RegisteredKey::form)
                .collect(Collectors.toCollection(TreeSet::new));
        if (forms.size() < 2) {
            return newest().form();
        }
        Set<String> kinds = forms.stream().map(CatalogueRow::kindOf).collect(Collectors.toSet());
        if (kinds.size() == 1 && newest().form().startsWith("one-of")) {
            return forms.stream()
                    .flatMap(form ->
                            Stream.of(form.substring(form.indexOf(':') + 1).split(",")))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .collect(Collectors.joining(",", kinds.iterator().next(), ""));
        }
        return WIDEST_FIRST.stream()
                .flatMap(kind -> forms.stream().filter(form -> form.startsWith(kind)))
                .findFirst()
                .orElse(ValueForm.TEXT);
    }

    // The least bound of all lines.
    private String least() {
        return registered()
                .map(RegisteredKey::least)
                .min(Comparator.comparingInt(BOUNDS::indexOf))
                .orElse("");
    }

    private Stream<RegisteredKey> registered() {
        return lines.values().stream()
                .filter(registered -> registered.instead().isEmpty()
                        && !(registered.form().equals(ValueForm.TEXT)
                                && registered.ended().startsWith("removed:"))
                        && !registered.form().equals(RegisteredKey.UNKNOWN));
    }

    private static String kindOf(String form) {
        return form.substring(0, form.indexOf(':') + 1);
    }

    private String linesText() {
        if (lines.size() == NEWEST_FIRST.size()) {
            return "";
        }
        List<SparkVersion> all = List.of(SparkVersion.values());
        List<SparkVersion> known = List.copyOf(lines.keySet());
        SparkVersion first = known.get(0);
        SparkVersion last = known.get(known.size() - 1);
        if (!all.subList(all.indexOf(first), all.indexOf(last) + 1).equals(known)) {
            throw new IllegalStateException(key + " comes and goes: " + known);
        }
        return first.line() + ".." + last.line();
    }

    private String defaultText(RegisteredKey newest) {
        List<String> texts = new ArrayList<>();
        texts.add(newest.defaultValue());
        lines.forEach((line, registered) -> {
            if (!registered.defaultValue().equals(newest.defaultValue())
                    && registered.instead().isEmpty()
                    && !registered.form().equals(RegisteredKey.UNKNOWN)) {
                texts.add(line.line() + "=" + registered.defaultValue());
            }
        });
        return String.join(" | ", texts);
    }
}
