package dev.bellows.k8s.internal.executors;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a driver's conf says about when executors go, with Spark's own defaults.
 *
 * @param dynamic whether their number follows the work
 * @param minimum the least number; of a fixed number that number
 * @param maximum the largest number, if there is one
 * @param idleTimeout how long one without tasks is kept
 * @param cachedTimeout how long one with cached blocks is kept; empty for ever
 * @param tracksShuffle whether one with shuffle data is kept for longer
 * @param shuffleTimeout how long that is; empty until the data is forgotten
 * @param migrates whether one that is told to go hands its shuffle data on
 * @param fallback whether the data has where to go without other executors
 * @param outlives whether shuffle data is kept elsewhere, so that no executor holds any
 * @param decommissionLabel the label of one that Spark has told to go; empty if there is none
 */
record AllocationFacts(
        boolean dynamic,
        int minimum,
        OptionalInt maximum,
        Duration idleTimeout,
        Optional<Duration> cachedTimeout,
        boolean tracksShuffle,
        Optional<Duration> shuffleTimeout,
        boolean migrates,
        boolean fallback,
        boolean outlives,
        String decommissionLabel) {
    private static final String DYNAMIC = "spark.dynamicAllocation.";
    private static final String STORAGE = "spark.storage.decommission.";
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int INSTANCES = 2;
    private static final Pattern TIME = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

    /** What properties say. */
    static AllocationFacts of(Map<String, String> conf) {
        boolean dynamic = isOn(conf, DYNAMIC + "enabled", false);
        boolean service = isOn(conf, "spark.shuffle.service.enabled", false);
        String plugin = conf.getOrDefault("spark.shuffle.sort.io.plugin.class", "");
        OptionalInt maximum = number(conf, DYNAMIC + "maxExecutors");
        return new AllocationFacts(
                dynamic,
                dynamic
                        ? number(conf, DYNAMIC + "minExecutors").orElse(0)
                        : number(conf, "spark.executor.instances").orElse(INSTANCES),
                dynamic ? maximum : OptionalInt.empty(),
                time(conf, DYNAMIC + "executorIdleTimeout").orElse(IDLE),
                time(conf, DYNAMIC + "cachedExecutorIdleTimeout"),
                isOn(conf, DYNAMIC + "shuffleTracking.enabled", true) && !service,
                time(conf, DYNAMIC + "shuffleTracking.timeout"),
                isOn(conf, "spark.decommission.enabled", false)
                        && isOn(conf, STORAGE + "enabled", false)
                        && isOn(conf, STORAGE + "shuffleBlocks.enabled", true),
                conf.containsKey(STORAGE + "fallbackStorage.path"),
                service || plugin.contains("celeborn"),
                conf.getOrDefault("spark.kubernetes.executor.decommissionLabel", ""));
    }

    private static boolean isOn(Map<String, String> conf, String key, boolean otherwise) {
        return Boolean.parseBoolean(
                conf.getOrDefault(key, Boolean.toString(otherwise)).trim());
    }

    private static OptionalInt number(Map<String, String> conf, String key) {
        String text = conf.getOrDefault(key, "").trim();
        return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** A time as Spark reads it, in seconds unless it says otherwise; what cannot be read counts as not set. */
    private static Optional<Duration> time(Map<String, String> conf, String key) {
        Matcher matcher = TIME.matcher(conf.getOrDefault(key, "").trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Optional.of(Duration.ofNanos(number * 1_000));
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "", "s" -> Optional.of(Duration.ofSeconds(number));
            case "m", "min" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
    }
}
