package dev.bellows.compile;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The placeholders that Spark fills in labels and annotations. Filled here, they work with every line of Spark and in templates. */
final class Placeholders {
    static final String EXECUTOR_ID = "{{EXECUTOR_ID}}";
    private static final String APP_ID = "{{APP_ID}}";

    private Placeholders() {}

    /** As a driver has them: it has no executor id. */
    static SortedMap<String, String> ofDriver(Map<String, String> texts, AttemptId attempt) {
        SortedMap<String, String> filled = ofAll(texts, attempt);
        filled.replaceAll((key, value) -> value.replace(EXECUTOR_ID, ""));
        return filled;
    }

    /** With the application's id filled in. */
    static SortedMap<String, String> ofAll(Map<String, String> texts, AttemptId attempt) {
        SortedMap<String, String> filled = new TreeMap<>(texts);
        filled.replaceAll((key, value) -> value.replace(APP_ID, attempt.appId()));
        return filled;
    }
}
