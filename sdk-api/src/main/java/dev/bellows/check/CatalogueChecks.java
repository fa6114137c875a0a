package dev.bellows.check;

import dev.bellows.job.SparkVersion;
import java.util.List;
import java.util.Optional;

/** Checks one conf entry by what Spark itself knows about its key: the catalogue. */
final class CatalogueChecks {
    // In these, every key is Spark's own; elsewhere libraries have keys too.
    private static final List<String> OF_SPARK_ALONE =
            List.of("spark.driver.", "spark.dynamicAllocation.", "spark.executor.", "spark.kubernetes.", "spark.task.");

    private final SparkVersion line;
    private final String key;
    private final String value;
    private final String shown;
    private final Findings findings;

    private CatalogueChecks(SparkVersion line, String key, String value, String shown, Findings findings) {
        this.line = line;
        this.key = key;
        this.value = value;
        this.shown = shown;
        this.findings = findings;
    }

    static void check(SparkVersion line, String key, String value, String shown, Findings findings) {
        CatalogueChecks checks = new CatalogueChecks(line, key, value, shown, findings);
        ConfCatalogue.get().find(key).ifPresentOrElse(checks::checkKnown, checks::checkUnknown);
    }

    private void checkKnown(ConfKey known) {
        boolean read = checkReader(known) && checkLine(known);
        if (read) {
            checkAge(known);
            checkForm(known.form());
            if (known.isOfPlatform(value)) {
                report(
                        ConfProblem.CONF_PLATFORM_ADVICE,
                        "set by the platform: it loads code, or decides who may see and connect");
            }
        }
    }

    private boolean checkReader(ConfKey known) {
        boolean gone = known.isUnregistered()
                && known.deprecatedSince().isPresent()
                && known.successor().isEmpty();
        String absence = gone ? "Spark no longer reads it." : known.reader().absence();
        if (absence.isEmpty()) {
            return true;
        }
        report(ConfProblem.CONF_NO_EFFECT, "a key that has an effect on Kubernetes", "Remove it: " + absence);
        return false;
    }

    private boolean checkLine(ConfKey known) {
        if (known.isUnregistered() || known.lines().contains(line)) {
            return true;
        }
        List<SparkVersion> lines = known.lines();
        SparkVersion first = lines.get(0);
        SparkVersion last = lines.get(lines.size() - 1);
        report(
                ConfProblem.CONF_NOT_IN_LINE,
                "a key of Spark " + line,
                "Remove it: Spark " + line + " does not know it, only "
                        + (first == last ? first.line() : first + " to " + last) + ".");
        return false;
    }

    private void checkAge(ConfKey known) {
        if (known.removedSince().filter(this::isReached).isPresent()
                && !value.equals(known.defaultIn(line).orElse(value))) {
            report(
                    ConfProblem.CONF_REMOVED,
                    "no such key: no SQL session starts with it",
                    "Remove it: Spark gave it up in " + known.removedSince().get() + ".");
        }
        Optional<String> successor = known.successor().filter(this::isInLine);
        boolean deprecated = known.deprecatedSince().filter(this::isReached).isPresent();
        if (successor.isPresent() || deprecated) {
            report(
                    ConfProblem.CONF_DEPRECATED,
                    "a key with a future",
                    successor.map(name -> "Use " + name + ".").orElse("Do without it: Spark warns about it."));
        }
    }

    private boolean isInLine(String other) {
        return ConfCatalogue.get()
                .find(other)
                .filter(found -> found.lines().contains(line))
                .isPresent();
    }

    // Versions such as 3.5.2 and 4.0; the lines are compared.
    private boolean isReached(String version) {
        String[] since = version.split("\\.", -1);
        String[] ours = line.line().split("\\.", -1);
        int major = Integer.compare(Integer.parseInt(ours[0]), Integer.parseInt(since[0]));
        return major != 0 ? major > 0 : Integer.parseInt(ours[1]) >= Integer.parseInt(since[1]);
    }

    private void checkForm(ConfForm form) {
        form.refusal(value).ifPresent(expected -> report(ConfProblem.CONF_VALUE, expected));
        form.assumedUnit(value)
                .ifPresent(meant -> report(
                        ConfProblem.CONF_UNIT_MISSING,
                        "a number with its unit",
                        "Write " + meant + " if you mean that."));
    }

    private void checkUnknown() {
        if (!key.startsWith("spark.")) {
            return;
        }
        Optional<String> nearest = ConfCatalogue.get().nearest(key);
        if (nearest.isPresent()) {
            report(ConfProblem.CONF_UNKNOWN, "a key that Spark knows", "Did you mean " + nearest.get() + "?");
        } else if (OF_SPARK_ALONE.stream().anyMatch(key::startsWith)) {
            report(ConfProblem.CONF_UNKNOWN, "a key that Spark knows");
        }
    }

    private void report(ConfProblem code, String expected) {
        report(code, expected, code.text().remedy());
    }

    private void report(ConfProblem code, String expected, String fix) {
        findings.report(code, "conf." + key, shown, expected, fix);
    }
}
