package dev.bellows.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the fields of a job look like in JSON, in words. */
final class FieldForms {
    private static final String COUNT = "a whole number";
    private static final String MEMORY = "a text such as \"2g\"";
    private static final String OBJECT = "an object";
    private static final String TEXTS = "an object whose values are texts";
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("application", "an object with type \"jar\", jar, mainClass and args"),
            Map.entry("application.args", "an array of texts"),
            Map.entry("application.jar", "an object with either localPath or uri"),
            Map.entry("driver", OBJECT),
            Map.entry("driver.cores", COUNT),
            Map.entry("driver.memory", MEMORY),
            Map.entry("driver.memoryOverhead", MEMORY),
            Map.entry("executors", OBJECT),
            Map.entry("executors.count", COUNT),
            Map.entry("executors.cores", COUNT),
            Map.entry("executors.memory", MEMORY),
            Map.entry("executors.memoryOverhead", MEMORY),
            Map.entry("sparkVersion", versions()));
    private static final List<String> MAPS =
            List.of("annotations", "conf", "driver.env", "env", "executors.env", "labels");

    private FieldForms() {}

    static String at(String field) {
        return MAPS.contains(field) ? TEXTS : FORMS.getOrDefault(field, "a text");
    }

    private static String versions() {
        return Arrays.stream(SparkVersion.values())
                .map(version -> '"' + version.line() + '"')
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
