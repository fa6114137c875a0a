package dev.bellows.conformance.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Who acts on which keys when a job runs on Kubernetes, read from {@code roles.tsv}: the registry does not know that. */
final class ConfRoles {
    private final List<Rule> rules;

    private ConfRoles(List<Rule> rules) {
        this.rules = rules;
    }

    static ConfRoles read() throws IOException {
        return new ConfRoles(rows("roles.tsv").stream()
                .map(row -> row.split("\t", -1))
                .map(cells -> new Rule(cells[0], cells[1], cells.length > 2 ? cells[2] : ""))
                .sorted(Comparator.comparingInt((Rule rule) -> rule.key().length())
                        .reversed())
                .toList());
    }

    /** The rows of a resource beside this class, without comments. */
    static List<String> rows(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(ConfRoles.class.getResourceAsStream("/catalogue/" + name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** The role of a key: that of the longest rule that matches it. */
    Role of(String key) {
        return rules.stream()
                .filter(rule -> rule.matches(key))
                .findFirst()
                .map(Rule::role)
                .orElseThrow(() -> new IllegalStateException("roles.tsv has no rule for " + key));
    }

    /**
     * Who acts on a key.
     *
     * @param reader who: driver, executor, both, pod, submitter, or somebody that Kubernetes does not have
     * @param flags further flags with blanks between them
     * @param computed whether its default depends on the machine
     */
    record Role(String reader, String flags, boolean computed) {}

    private record Rule(String key, String reader, String flags) {
        boolean matches(String candidate) {
            return key.endsWith(".") ? candidate.startsWith(key) : candidate.equals(key);
        }

        Role role() {
            String shown = flags.replace("computed", "").strip();
            return new Role(reader, shown, flags.contains("computed"));
        }
    }
}
