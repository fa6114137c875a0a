package dev.bellows.conformance.spark;

import dev.bellows.job.SparkVersion;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A row of the reviewed list: a difference that is meant. Six cells: which objects and which fields, as regular expressions; Spark's
 * value, as one or {@code -} for absent; our value, likewise or as {@code ~} and the name of a {@link ValueRule} that ties it to Spark's;
 * {@code *} or the lines of Spark separated by commas; why.
 */
final class DeclaredDifference {
    private final String row;
    private final Predicate<String> object;
    private final Predicate<String> path;
    private final BiPredicate<String, String> values;
    private final List<String> versions;

    private DeclaredDifference(String row, String[] cells) {
        this.row = row;
        this.object = Pattern.compile(cells[0]).asMatchPredicate();
        this.path = Pattern.compile(cells[1]).asMatchPredicate();
        Predicate<String> spark = value(cells[2]);
        if (cells[3].startsWith("~")) {
            ValueRule rule = ValueRule.named(cells[3]);
            this.values = (theirs, ours) -> spark.test(theirs) && rule.holds(theirs, ours);
        } else {
            Predicate<String> bellows = value(cells[3]);
            this.values = (theirs, ours) -> spark.test(theirs) && bellows.test(ours);
        }
        this.versions = Arrays.asList(cells[4].split(","));
    }

    static DeclaredDifference parse(String row) {
        String[] cells = row.split("\t", -1);
        if (cells.length != 6 || Arrays.stream(cells).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("not six cells: " + row);
        }
        return new DeclaredDifference(row, cells);
    }

    boolean allows(SparkVersion version, Difference difference) {
        return holdsFor(version)
                && object.test(difference.object())
                && path.test(difference.path())
                && values.test(difference.spark(), difference.bellows());
    }

    boolean holdsFor(SparkVersion version) {
        return versions.contains("*") || versions.contains(version.line());
    }

    @Override
    public String toString() {
        return row;
    }

    private static Predicate<String> value(String cell) {
        if (cell.equals(Difference.ABSENT)) {
            return Difference.ABSENT::equals;
        }
        Predicate<String> pattern = Pattern.compile(cell, Pattern.DOTALL).asMatchPredicate();
        return value -> !value.equals(Difference.ABSENT) && pattern.test(value);
    }
}
