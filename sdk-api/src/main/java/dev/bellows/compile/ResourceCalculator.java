package dev.bellows.compile;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much CPU and memory the pods of a conf ask for: the arithmetic of Spark's own pod builders, in mebibytes. */
final class ResourceCalculator {
    /** What Spark adds to a Java heap unless a conf says otherwise. */
    static final String DEFAULT_OVERHEAD_FACTOR = "0.1";

    /** The same for programs whose work is done in processes beside the JVM. */
    static final String SCRIPT_OVERHEAD_FACTOR = "0.4";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(?:([bkmgtp])b?)?");
    private static final String UNITS = "bkmgtp";
    private static final long MEBIBYTE = 1024L * 1024;

    private final Map<String, String> conf;

    ResourceCalculator(Map<String, String> conf) {
        this.conf = conf;
    }

    Footprint footprint() {
        return new Footprint(
                cpu("driver"),
                withOverhead("spark.driver"),
                Integer.parseInt(conf.getOrDefault("spark.executor.instances", "2")),
                cpu("executor"),
                withOverhead("spark.executor") + offHeapMib());
    }

    private long offHeapMib() {
        boolean used = Boolean.parseBoolean(conf.get("spark.memory.offHeap.enabled"));
        return used ? bytes("spark.memory.offHeap.size", "0", 'b') / MEBIBYTE : 0;
    }

    private String cpu(String role) {
        String cores = conf.getOrDefault("spark." + role + ".cores", "1");
        return conf.getOrDefault("spark.kubernetes." + role + ".request.cores", cores);
    }

    private long withOverhead(String role) {
        long heap = mib(role + ".memory", "1g");
        if (conf.containsKey(role + ".memoryOverhead")) {
            return heap + mib(role + ".memoryOverhead", "");
        }
        String common = conf.getOrDefault("spark.kubernetes.memoryOverheadFactor", DEFAULT_OVERHEAD_FACTOR);
        double factor = Double.parseDouble(conf.getOrDefault(role + ".memoryOverheadFactor", common));
        return heap + Math.max((long) (factor * heap), mib(role + ".minMemoryOverhead", "384m"));
    }

    private long mib(String key, String byDefault) {
        return bytes(key, byDefault, 'm') / MEBIBYTE;
    }

    private long bytes(String key, String byDefault, char unitless) {
        String text = conf.getOrDefault(key, byDefault).trim().toLowerCase(Locale.ROOT);
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException(key + ": " + text + " (expected: a size such as 512m)");
        }
        char unit = size.group(2) == null ? unitless : size.group(2).charAt(0);
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * UNITS.indexOf(unit)));
    }
}
