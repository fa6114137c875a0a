package dev.bellows.check;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the values of those conf keys may be that shape the pods or that Spark on Kubernetes cannot do. */
final class ConfValues {
    private static final String FIVE_DIGITS = "[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";
    private static final Rule PORT = rule("0*([1-9]\\d{0,3}|" + FIVE_DIGITS + ")", "a port from 1 to 65535");
    private static final String UNPRIVILEGED = "102[4-9]|10[3-9]\\d|1[1-9]\\d{2}|[2-9]\\d{3}|" + FIVE_DIGITS;
    private static final Rule UI_PORT = rule("0*(" + UNPRIVILEGED + ")", "a port from 1024 to 65535");
    private static final Rule BLOCK_PORT =
            rule("0+|0*(" + UNPRIVILEGED + ")", "0 for any, or a port from 1024 to 65535");
    private static final Rule FACTOR = rule("\\d{1,4}(\\.\\d{1,9})?|\\.\\d{1,9}", "a number, such as 0.2");
    private static final Rule SIZE = rule("(?i)\\d{1,9}[kmg]?b?", "a size, such as 384m");
    private static final Rule OFF_HEAP = rule("(?i)\\d{1,12}b?|\\d{1,9}[kmg]b?", "a size, such as 2g");
    private static final Rule STATIC = new Rule(
            Pattern.compile("(?i)false"),
            ConfProblem.DYNAMIC_ALLOCATION,
            "false",
            "Remove it and use executors(e -> e.between(minimum, maximum)).");
    private static final Rule NO_SHUFFLE_SERVICE = new Rule(
            Pattern.compile("(?i)false"),
            ConfProblem.SHUFFLE_SERVICE,
            "false: only shuffle(Shuffle.nodeService(folder)) gives executors the network of a service",
            "Remove it, or use shuffle(Shuffle.nodeService(folder)) where every node runs the service.");

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("spark.ui.port", UI_PORT),
            Map.entry("spark.blockManager.port", BLOCK_PORT),
            Map.entry("spark.connect.grpc.binding.port", PORT),
            Map.entry("spark.kubernetes.memoryOverheadFactor", FACTOR),
            Map.entry("spark.driver.memoryOverheadFactor", FACTOR),
            Map.entry("spark.executor.memoryOverheadFactor", FACTOR),
            Map.entry("spark.driver.minMemoryOverhead", SIZE),
            Map.entry("spark.executor.minMemoryOverhead", SIZE),
            Map.entry("spark.memory.offHeap.size", OFF_HEAP),
            Map.entry("spark.local.dir", rule("/[^,]*(,/[^,]*)*", "absolute paths with commas between them")),
            Map.entry("spark.dynamicAllocation.enabled", STATIC),
            Map.entry("spark.shuffle.service.enabled", NO_SHUFFLE_SERVICE));

    private ConfValues() {}

    /** The rule that a value breaks, if it breaks one. */
    static Optional<Rule> brokenBy(String key, String value) {
        return Optional.ofNullable(RULES.get(key))
                .filter(rule -> !rule.pattern().matcher(value).matches());
    }

    private static Rule rule(String pattern, String expected) {
        return new Rule(Pattern.compile(pattern), ConfProblem.CONF_VALUE, expected, "Correct the value.");
    }

    /**
     * What a value may be.
     *
     * @param pattern what it matches
     * @param code the code of the problem if it does not
     * @param expected the pattern in words
     * @param fix what to do
     */
    record Rule(Pattern pattern, ConfProblem code, String expected, String fix) {}
}
