package dev.bellows.conformance.catalogue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys with a part that users choose, such as {@code spark.hadoop.*}.
 *
 * @param rows the rows of the catalogue that describe them
 */
record KeyPatterns(List<String> rows) {
    static KeyPatterns read() throws IOException {
        return new KeyPatterns(ConfRoles.rows("patterns.tsv"));
    }

    boolean match(String key) {
        return rows.stream()
                .map(row -> row.substring(0, row.indexOf('\t')))
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.+\\Q"), key));
    }
}
