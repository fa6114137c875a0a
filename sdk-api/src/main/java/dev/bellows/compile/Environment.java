package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The environment variables of driver and executors. */
final class Environment {
    /** Who runs the job, for Hadoop; Spark hands the driver's on to the executors. */
    static final String USER = "SPARK_USER";

    private static final String NOBODY = "spark";
    private static final Pattern EXPANDABLE = Pattern.compile("\\$(?=[$(])");

    private Environment() {}

    /** The driver's, without {@link #USER}. */
    static SortedMap<String, String> ofDriver(SparkJob job) {
        return merge(job.env(), job.driver().env());
    }

    /** The executors', without {@link #USER}. */
    static SortedMap<String, String> ofExecutors(SparkJob job) {
        return merge(job.env(), job.executors().env());
    }

    static String user(SparkJob job) {
        boolean proxied = SparkLine.of(job.sparkVersion()).namesProxyUser();
        String byDefault = proxied ? job.proxyUser().orElse(NOBODY) : NOBODY;
        return job.driver().env().getOrDefault(USER, job.env().getOrDefault(USER, byDefault));
    }

    /** A text as a pod must hold it for a container to get it unchanged: the kubelet expands {@code $(NAME)} and {@code $$}. */
    static String literal(String text) {
        return text.indexOf('$') < 0 ? text : EXPANDABLE.matcher(text).replaceAll("\\$\\$");
    }

    private static SortedMap<String, String> merge(Map<String, String> common, Map<String, String> own) {
        SortedMap<String, String> all = new TreeMap<>(common);
        all.putAll(own);
        all.remove(USER);
        all.replaceAll((name, value) -> literal(value));
        return all;
    }
}
