package dev.bellows.check;

import dev.bellows.job.SparkVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Spark knows about a conf key: one row of the catalogue.
 *
 * @param key the key; a star in it stands for a part that users choose
 * @param form what values it takes
 * @param lines the Spark lines that know it
 * @param since the version that brought it, or empty
 * @param defaults the default, then those of lines that differ, or empty
 * @param reader who acts on it on Kubernetes
 * @param flags what else is known, such as {@code platform} or {@code deprecated:3.2}
 */
record ConfKey(
        String key,
        ConfForm form,
        List<SparkVersion> lines,
        String since,
        String defaults,
        ConfReader reader,
        List<String> flags) {
    private static final Pattern AGENT = Pattern.compile("-(javaagent|agentlib|agentpath|Xbootclasspath)");
    private static final List<SparkVersion> ALL = List.of(SparkVersion.values());

    static ConfKey of(String row) {
        String[] cells = row.split("\t", -1);
        return new ConfKey(
                cells[0],
                ConfForm.of(cells[1], cells[2]),
                linesOf(cells[3]),
                cells[4],
                cells[5],
                ConfReader.of(cells[6]),
                cells[7].isEmpty() ? List.of() : List.of(cells[7].split(" ")));
    }

    private static List<SparkVersion> linesOf(String range) {
        if (range.isEmpty()) {
            return ALL;
        }
        String[] ends = range.split("\\.\\.", -1);
        return ALL.subList(ALL.indexOf(SparkVersion.ofLine(ends[0])), ALL.indexOf(SparkVersion.ofLine(ends[1])) + 1);
    }

    /** The default in a line: as a user would write it, {@code ${key}} for that of another key, or empty if there is none. */
    Optional<String> defaultIn(SparkVersion line) {
        String[] texts = defaults.split(" \\| ", -1);
        return Optional.of(Arrays.stream(texts)
                        .skip(1)
                        .filter(text -> text.startsWith(line.line() + "="))
                        .map(text -> text.substring(line.line().length() + 1))
                        .findFirst()
                        .orElse(texts[0]))
                .filter(text -> !text.isEmpty())
                .map(text -> text.equals("\"\"") ? "" : text);
    }

    /** Whether Spark reads this key without registering it: its form and its lines are not known. */
    boolean isUnregistered() {
        return form.isUnknown();
    }

    /** Whether a platform should decide about such a value, not a job. */
    boolean isOfPlatform(String value) {
        return flags.contains("platform")
                || (flags.contains("platform-agents") && AGENT.matcher(value).find());
    }

    /** The key that took its place. */
    Optional<String> successor() {
        return flag("instead:");
    }

    /** The version since which Spark warns about it. */
    Optional<String> deprecatedSince() {
        return flag("deprecated:");
    }

    /** The version since which Spark refuses it unless it has its default. */
    Optional<String> removedSince() {
        return flag("removed:");
    }

    private Optional<String> flag(String name) {
        return flags.stream()
                .filter(flag -> flag.startsWith(name))
                .map(flag -> flag.substring(name.length()))
                .findFirst();
    }
}
