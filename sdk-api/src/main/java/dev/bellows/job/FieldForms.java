package dev.bellows.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the fields of a job look like in JSON, in words. */
final class FieldForms {
    private static final String COUNT = "a whole number";
    private static final String MEMORY = "a text such as \"2g\"";
    private static final String TEXT_ARRAY = "an array of texts";
    private static final String FILE = "an object with either localPath or uri";
    private static final String FILE_ARRAY = "an array of objects with either localPath or uri";
    private static final String FRACTION = "a number such as 0.2";
    private static final String DURATION = "a text such as \"PT90S\"";
    private static final String OBJECT = "an object";
    private static final String TEXTS = "an object whose values are texts";
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry(
                    "application",
                    "an object with type \"jar\", \"python\", \"r\", \"class\" or \"connect\" and the fields of that type"),
            Map.entry("application.args", TEXT_ARRAY),
            Map.entry("application.file", FILE),
            Map.entry("application.jar", FILE),
            Map.entry("control", OBJECT),
            Map.entry("control.port", COUNT),
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
            Map.entry("driver.memoryOverheadFactor", FRACTION),
            Map.entry("driver.minMemoryOverhead", MEMORY),
            Map.entry("executors", OBJECT),
            Map.entry("executors.count", COUNT),
            Map.entry("executors.cores", COUNT),
            Map.entry("executors.memory", MEMORY),
            Map.entry("executors.memoryOverhead", MEMORY),
            Map.entry("executors.memoryOverheadFactor", FRACTION),
            Map.entry("executors.minMemoryOverhead", MEMORY),
            Map.entry("executors.offHeap", MEMORY),
            Map.entry("executors.pysparkMemory", MEMORY),
            Map.entry("executors.node", OBJECT),
            Map.entry("executors.node.allocatablePercent", COUNT),
            Map.entry("executors.node.cores", COUNT),
            Map.entry("executors.node.daemonSetPercent", COUNT),
            Map.entry("executors.node.memory", MEMORY),
            Map.entry("executors.dynamic", OBJECT),
            Map.entry("executors.dynamic.allocationRatio", FRACTION),
            Map.entry("executors.dynamic.backlogTimeout", DURATION),
            Map.entry("executors.dynamic.cachedIdleTimeout", DURATION),
            Map.entry("executors.dynamic.idleTimeout", DURATION),
            Map.entry("executors.dynamic.initial", COUNT),
            Map.entry("executors.dynamic.maximum", COUNT),
            Map.entry("executors.dynamic.minimum", COUNT),
            Map.entry("executors.dynamic.sustainedBacklogTimeout", DURATION),
            Map.entry("gpu", OBJECT),
            Map.entry("gpu.amount", COUNT),
            Map.entry("gpu.driverAmount", COUNT),
            Map.entry("gpu.nodes", OBJECT),
            Map.entry("gpu.nodes.values", TEXT_ARRAY),
            Map.entry("gpu.rapids", FILE),
            Map.entry("gpu.tasksPerGpu", COUNT),
            Map.entry(
                    "shuffle",
                    "an object with type \"tracked\", \"migrated\", \"volumes\", \"celeborn\" or \"service\" and the fields of that type"),
            Map.entry("shuffle.masters", TEXT_ARRAY),
            Map.entry("shuffle.size", MEMORY),
            Map.entry("shuffle.timeout", DURATION),
            Map.entry("spot", OBJECT),
            Map.entry("spot.driverToo", "true or false"),
            Map.entry("spot.grace", DURATION),
            Map.entry("spot.nodes", OBJECT),
            Map.entry("spot.nodes.values", TEXT_ARRAY),
            Map.entry("spot.notice", DURATION),
            Map.entry("spot.platform", "one of \"gke\", \"eks\", \"karpenter\", \"aks\""),
            Map.entry("sparkVersion", versions()));
    private static final List<String> MAPS =
            List.of("annotations", "conf", "driver.env", "env", "executors.env", "labels");

    private FieldForms() {}

    static String at(String field) {
        return MAPS.contains(field) ? TEXTS : FORMS.getOrDefault(field, "a text");
    }

    /** The form of a field by its type, where the field's name alone says nothing. */
    static String at(String field, @Nullable Class<?> type) {
        if (type == null || MAPS.contains(field) || FORMS.containsKey(field)) {
            return at(field);
        }
        if (Map.class.isAssignableFrom(type) || (type.getName().startsWith("dev.bellows.job.p") && !type.isEnum())) {
            return OBJECT;
        }
        if (List.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> '"' + constant.toString() + '"')
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == String.class ? "a text" : COUNT;
    }

    private static String versions() {
        return Arrays.stream(SparkVersion.values())
                .map(version -> '"' + version.line() + '"')
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
