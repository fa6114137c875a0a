package dev.bellows.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the fields of a job look like in JSON, in words. */
final class FieldForms {
    private static final String COUNT = "a whole number";
    private static final String MEMORY = "a text such as \"2g\"";
    private static final String TEXT_ARRAY = "an array of texts";
    private static final String FILE = "an object with either localPath or uri";
    private static final String FILE_ARRAY = "an array of objects with either localPath or uri";
    private static final String OBJECT = "an object";
    private static final String TEXTS = "an object whose values are texts";
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry(
                    "application",
                    "an object with type \"jar\", \"python\", \"r\", \"class\" or \"connect\" and the fields of that type"),
            Map.entry("application.args", TEXT_ARRAY),
            Map.entry("application.file", FILE),
            Map.entry("application.jar", FILE),
            Map.entry("dependencies", OBJECT),
            Map.entry("dependencies.archives", "an array of objects with file and folder"),
            Map.entry("dependencies.excludes", TEXT_ARRAY),
            Map.entry("dependencies.files", FILE_ARRAY),
            Map.entry("dependencies.jars", FILE_ARRAY),
            Map.entry("dependencies.packages", TEXT_ARRAY),
            Map.entry("dependencies.pyFiles", FILE_ARRAY),
            Map.entry("dependencies.pythonEnvironment", FILE),
            Map.entry("dependencies.repositories", TEXT_ARRAY),
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
