package dev.bellows.conformance.spark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How two different values of a field can mean the same, or follow from each other. */
enum ValueRule {
    /** A {@code $} that the kubelet would take for the begin of a variable is doubled. */
    DOLLAR {
        @Override
        boolean holds(String spark, String bellows) {
            return spark.replaceAll("\\$(?=[$(])", "\\$\\$").equals(bellows);
        }
    },
    /** The same amount of memory. */
    SIZE {
        @Override
        boolean holds(String spark, String bellows) {
            return kibibytes(spark) >= 0 && kibibytes(spark) == kibibytes(bellows);
        }
    },
    /** Files that Spark finds in the image are mounted into the driver, which serves them. */
    PLACED {
        @Override
        boolean holds(String spark, String bellows) {
            return spark.replace("local:///opt/bellows/", "file:/opt/bellows/").equals(bellows);
        }
    },
    /** The same list, separated by commas, in any order, uploads in a folder of their own each. */
    UPLOADED {
        @Override
        boolean holds(String spark, String bellows) {
            return bellows.contains("/spark-")
                    && uploads("/+spark-upload-[0-9a-f-]{36}/", spark).equals(uploads("/spark-[0-9a-f]{32}/", bellows));
        }

        private Set<String> uploads(String folder, String files) {
            return new TreeSet<>(
                    Arrays.asList(files.replaceAll(folder, "/(upload)/").split(",")));
        }
    };

    private static final Pattern AMOUNT = Pattern.compile("(\\d+)([kmgt]?)b?");

    abstract boolean holds(String spark, String bellows);

    /** The rule that a cell such as {@code ~size} names. */
    static ValueRule named(String cell) {
        return valueOf(cell.substring(1).toUpperCase(Locale.ROOT));
    }

    private static long kibibytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        // Spark takes mebibytes where no unit is given.
        return amount.matches()
                ? Long.parseLong(amount.group(1))
                        << (10 * "kmgt".indexOf(amount.group(2).isEmpty() ? "m" : amount.group(2)))
                : -1;
    }
}
