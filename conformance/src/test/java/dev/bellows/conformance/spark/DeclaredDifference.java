package dev.bellows.conformance.spark;

import dev.bellows.job.SparkVersion;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A row of the reviewed list: a difference that is meant.
 *
 * @param object which objects, as a regular expression
 * @param path which fields, as a regular expression
 * @param spark Spark's value: a regular expression, or {@code -} for absent
 * @param bellows our value: likewise, or {@code ~} and the name of a {@link ValueRule} that ties it to Spark's
 * @param versions {@code *}, or the lines of Spark separated by commas
 * @param reason why
 */
record DeclaredDifference(Pattern object, Pattern path, String spark, String bellows, String versions, String reason) {
    static DeclaredDifference parse(String row) {
        String[] cells = row.split("\t", -1);
        if (cells.length != 6 || Arrays.stream(cells).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("not six cells: " + row);
        }
        return new DeclaredDifference(
                Pattern.compile(cells[0]), Pattern.compile(cells[1]), cells[2], cells[3], cells[4], cells[5]);
    }

    boolean allows(SparkVersion version, Difference difference) {
        return holdsFor(version)
                && object.matcher(difference.object()).matches()
                && path.matcher(difference.path()).matches()
                && matches(spark, difference.spark())
                && (bellows.startsWith("~")
                        ? ValueRule.named(bellows).holds(difference.spark(), difference.bellows())
                        : matches(bellows, difference.bellows()));
    }

    boolean holdsFor(SparkVersion version) {
        return versions.equals("*") || Arrays.asList(versions.split(",")).contains(version.line());
    }

    private static boolean matches(String cell, String value) {
        return cell.equals(Difference.ABSENT)
                ? value.equals(Difference.ABSENT)
                : !value.equals(Difference.ABSENT)
                        && Pattern.compile(cell, Pattern.DOTALL).matcher(value).matches();
    }
}
