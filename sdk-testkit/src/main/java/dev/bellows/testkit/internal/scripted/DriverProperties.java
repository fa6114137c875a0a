package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The properties file that a driver's arguments name, as its container finds it: references replaced, volumes mounted. */
final class DriverProperties {
    private static final String ARGUMENT = "--properties-file";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([^)]+)\\)");
    private static final Pattern ANNOTATION = Pattern.compile("metadata\\.annotations\\['(.+)']");

    private final ClusterStore store;
    private final String namespace;
    private final JsonNode pod;
    private final JsonNode container;

    DriverProperties(ClusterStore store, PodLife driver) {
        this.store = store;
        this.namespace = driver.namespace();
        this.pod = driver.pod();
        this.container = pod.path("spec").path("containers").path(0);
    }

    /** Whether spark-submit ends at once, because the file that it was told of is not there. */
    boolean areMissing() {
        return path().isPresent() && read().isEmpty();
    }

    /** What the file says; empty if none is named or none is there. */
    Optional<Properties> read() {
        return path().flatMap(this::content).map(DriverProperties::parsed);
    }

    private Optional<String> path() {
        boolean next = false;
        for (JsonNode argument : container.path("args")) {
            if (next) {
                return Optional.of(expanded(argument.asText()));
            }
            next = argument.asText().equals(ARGUMENT);
        }
        return Optional.empty();
    }

    /** What is not defined stays as it stands. */
    private String expanded(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(variable(found.group(1)).orElse(found.group())));
    }

    private Optional<String> variable(String name) {
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asText().equals(name)) {
                JsonNode key = variable.path("valueFrom").path("configMapKeyRef");
                return key.isMissingNode()
                        ? text(variable.path("value"))
                        : data(key.path("name").asText(), key.path("key").asText());
            }
        }
        return Optional.empty();
    }

    private Optional<String> content(String path) {
        for (JsonNode mount : container.path("volumeMounts")) {
            String folder = mount.path("mountPath").asText() + "/";
            if (path.startsWith(folder)) {
                Optional<String> file = file(mount.path("name").asText(), path.substring(folder.length()));
                if (file.isPresent()) {
                    return file;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> file(String volume, String path) {
        for (JsonNode candidate : pod.path("spec").path("volumes")) {
            if (candidate.path("name").asText().equals(volume)) {
                JsonNode map = candidate.path("configMap");
                return item(map.path("items"), path)
                        .flatMap(item ->
                                data(map.path("name").asText(), item.path("key").asText()))
                        .or(() -> item(candidate.path("downwardAPI").path("items"), path)
                                .flatMap(item -> field(
                                        item.path("fieldRef").path("fieldPath").asText())));
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> item(JsonNode items, String path) {
        for (JsonNode item : items) {
            if (item.path("path").asText().equals(path)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private Optional<String> field(String path) {
        Matcher annotation = ANNOTATION.matcher(path);
        return annotation.matches()
                ? text(pod.path("metadata").path("annotations").path(annotation.group(1)))
                : Optional.empty();
    }

    private Optional<String> data(String configMap, String key) {
        try {
            return text(store.get(ResourceType.CONFIG_MAPS, namespace, configMap)
                    .path("data")
                    .path(key));
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static Properties parsed(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a text is read without input or output", e);
        }
        return properties;
    }
}
