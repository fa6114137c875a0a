package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The labels of every object of an attempt. */
final class ObjectLabels {
    private static final int VALUE_LIMIT = 63;
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    private ObjectLabels() {}

    /** The metadata of an object of the attempt. */
    static ObjectMeta metadata(AttemptId attempt, String name, SortedMap<String, String> labels) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setNamespace(attempt.run().namespace());
        metadata.setLabels(labels);
        return metadata;
    }

    /** What Bellows finds its objects by. */
    static SortedMap<String, String> ofBellows(SparkJob job, AttemptId attempt) {
        return new TreeMap<>(Map.of(
                BellowsLabels.RUN, attempt.run().runName(),
                BellowsLabels.ATTEMPT, Integer.toString(attempt.number()),
                BellowsLabels.JOB, job.name(),
                BellowsLabels.CLIENT, attempt.client(),
                BellowsLabels.MANAGED_BY, BellowsLabels.MANAGER));
    }

    static SortedMap<String, String> ofDriver(SparkJob job, AttemptId attempt) {
        SortedMap<String, String> labels = Placeholders.ofDriver(job.labels(), attempt);
        labels.putAll(ofBellows(job, attempt));
        labels.put(SparkLabels.APP_ID, attempt.appId());
        labels.put(SparkLabels.APP_NAME, appName(job.name()));
        labels.put(SparkLabels.ROLE, SparkLabels.DRIVER);
        labels.put(SparkLabels.VERSION, job.sparkVersion().release());
        return labels;
    }

    static SortedMap<String, String> ofService(SparkJob job, AttemptId attempt) {
        SortedMap<String, String> labels = ofBellows(job, attempt);
        labels.put(SparkLabels.APP_ID, attempt.appId());
        return labels;
    }

    /** What picks the driver out of all pods; every one of these labels is on it. */
    static SortedMap<String, String> driverSelector(AttemptId attempt) {
        return new TreeMap<>(Map.of(
                SparkLabels.APP_ID, attempt.appId(),
                SparkLabels.ROLE, SparkLabels.DRIVER,
                BellowsLabels.RUN, attempt.run().runName(),
                BellowsLabels.ATTEMPT, Integer.toString(attempt.number())));
    }

    // As Spark makes it, so that a driver and the executors that Spark labels agree.
    static String appName(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        String clean = OTHERS.matcher(lower).replaceAll("-");
        String cut = clean.substring(0, Math.min(clean.length(), VALUE_LIMIT));
        String begun = cut.startsWith("-") ? cut.substring(1) : cut;
        return begun.endsWith("-") ? begun.substring(0, begun.length() - 1) : begun;
    }
}
