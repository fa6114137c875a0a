package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a submission leaves in the cluster: every object by its kind, and the driver's conf.
 *
 * @param objects the objects, by a name that says what they are for
 * @param properties what is in {@code spark.properties}
 * @param executorTemplate the executor template as text, or empty
 */
record JobObjects(SortedMap<String, JsonNode> objects, SortedMap<String, String> properties, String executorTemplate) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROPERTIES = "spark.properties";
    private static final String TEMPLATE = "podspec-configmap-key";

    /** What Spark's client sent: the POST of the pod, then everything else as applied. */
    static JobObjects sentBySpark(JsonNode requests) throws IOException {
        SortedMap<String, JsonNode> objects = new TreeMap<>();
        SortedMap<String, String> properties = new TreeMap<>();
        String template = "";
        for (JsonNode request : requests) {
            ObjectNode object = (ObjectNode) request.get("body");
            JsonNode data = object.path("data");
            if (data.has(PROPERTIES)) {
                properties.putAll(read(data.get(PROPERTIES).asText()));
                blank(object, PROPERTIES);
                objects.put("config-map", object);
            } else if (data.has(TEMPLATE)) {
                template = data.get(TEMPLATE).asText();
            } else {
                objects.put(nameOf(object), object);
            }
        }
        return new JobObjects(objects, properties, template);
    }

    /** What the compiler says would be created. */
    static JobObjects compiled(CompiledJob job) throws IOException {
        SortedMap<String, JsonNode> objects = new TreeMap<>();
        objects.put("driver-pod", JSON.valueToTree(job.driverPod()));
        objects.put("service", JSON.valueToTree(job.service().orElseThrow()));
        ObjectNode configMap = JSON.valueToTree(job.configMap().orElseThrow());
        String properties = configMap.get("data").get(PROPERTIES).asText();
        String template = configMap.get("data").get("executor-template.yaml").asText();
        blank(configMap, PROPERTIES);
        blank(configMap, "executor-template.yaml");
        objects.put("config-map", configMap);
        for (HasMetadata extra : job.extras()) {
            JsonNode object = JSON.valueToTree(extra);
            objects.put(nameOf(object), object);
        }
        return new JobObjects(objects, read(properties), template);
    }

    /** Adds what somebody applies beside spark-submit. */
    void addWrittenByHand(SparkJob job, AttemptId attempt) {
        job.presets().network().ifPresent(rules -> {
            objects.computeIfAbsent("network-policy", made -> SubmittedNetwork.ofExecutors(attempt));
            objects.put("driver-network-policy", SubmittedNetwork.ofDriver(rules, attempt));
            if (rules.limitEgress()) {
                objects.put("egress-network-policy", SubmittedNetwork.ofEgress(rules, attempt));
            }
        });
        if (VolcanoGroup.isWanted(job) && !VolcanoGroup.isMadeBySpark(job)) {
            ObjectNode group = VolcanoGroup.of((Gang.Volcano) job.gang().orElseThrow(), attempt);
            objects.put(nameOf(group), group);
        }
    }

    /** The properties that say something: Spark writes "spark.submit.pyFiles=" for programs without Python. */
    SortedMap<String, String> filledProperties() {
        SortedMap<String, String> filled = new TreeMap<>(properties);
        filled.values().removeIf(String::isEmpty);
        return filled;
    }

    /** The environment of the driver's container, as far as it is text. */
    Map<String, String> driverEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        for (JsonNode container : objects.get("driver-pod").at("/spec/containers")) {
            if (container.path("name").asText().equals("spark-kubernetes-driver")) {
                container.path("env").forEach(variable -> {
                    if (variable.hasNonNull("value")) {
                        environment.put(
                                variable.get("name").asText(),
                                variable.get("value").asText());
                    }
                });
            }
        }
        return environment;
    }

    private static String nameOf(JsonNode object) {
        return switch (object.get("kind").asText()) {
            case "Pod" -> "driver-pod";
            case "Service" -> "service";
            case "NetworkPolicy" -> networkPolicy(object.at("/metadata/name").asText());
            default ->
                object.get("kind").asText() + " " + object.at("/metadata/name").asText();
        };
    }

    private static String networkPolicy(String name) {
        String role = name.endsWith("-driver-policy") ? "driver-" : name.endsWith("-egress-policy") ? "egress-" : "";
        return role + "network-policy";
    }

    // Its text is compared elsewhere; that it is there, here.
    private static void blank(ObjectNode configMap, String key) {
        configMap.withObject("/data").put(key, "(text)");
    }

    private static SortedMap<String, String> read(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        SortedMap<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
        return sorted;
    }
}
