package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The room that a gang scheduler is asked to keep free: what we ask for, and what the pods that Spark made need. A pod needs the sum of
 * its containers and sidecars, or more while it starts (Kubernetes, "Sidecar Containers": resource sharing within containers).
 */
final class GangRoom {
    private static final String GROUPS = "yunikorn.apache.org/task-groups";
    private static final String ANNOTATIONS = "/metadata/annotations";
    private static final ObjectMapper JSON = new ObjectMapper();

    private GangRoom() {}

    /** What Spark's pods need. */
    static JsonNode needed(SparkJob job, JsonNode driver, JsonNode executor) {
        int executors = SubmittedGang.leastExecutors(job.executors());
        ObjectNode room = JSON.createObjectNode();
        if (job.gang().orElse(null) instanceof Gang.Volcano) {
            Map<String, BigDecimal> total = resourcesOf(driver);
            resourcesOf(executor)
                    .forEach((name, amount) ->
                            total.merge(name, amount.multiply(BigDecimal.valueOf(executors)), BigDecimal::add));
            add(room.putObject("volcano"), total);
        } else if (job.gang().orElse(null) instanceof Gang.YuniKorn) {
            addGroup(room.putObject("spark-driver"), 1, driver);
            if (executors > 0) {
                addGroup(room.putObject("spark-executor"), executors, executor);
            }
        }
        return room;
    }

    /** What we ask for, taken out of the objects in which it stands. */
    static JsonNode takeFrom(Map<String, JsonNode> objects) throws IOException {
        ObjectNode room = JSON.createObjectNode();
        JsonNode annotations = objects.get("driver-pod").at(ANNOTATIONS);
        if (annotations.has(GROUPS)) {
            String groups = ((ObjectNode) annotations).remove(GROUPS).asText();
            for (JsonNode group : JSON.readTree(groups)) {
                ObjectNode asked = room.putObject(group.get("name").asText());
                asked.set("members", group.get("minMember"));
                add(asked, amounts(group.get("minResource")));
                copyPlaces(asked, group);
            }
        }
        for (JsonNode object : objects.values()) {
            if (object.path("kind").asText().equals("PodGroup")) {
                add(room.putObject("volcano"), amounts(((ObjectNode) object.get("spec")).remove("minResources")));
            }
        }
        return room;
    }

    private static void addGroup(ObjectNode group, int members, JsonNode pod) {
        group.put("members", members);
        add(group, resourcesOf(pod));
        copyPlaces(group, pod.get("spec"));
    }

    private static void copyPlaces(ObjectNode group, JsonNode from) {
        for (String place : new String[] {"/nodeSelector", "/tolerations", "/affinity/nodeAffinity"}) {
            if (!from.at(place).isEmpty()) {
                group.withObject("/places").set(place, from.at(place));
            }
        }
    }

    private static void add(ObjectNode room, Map<String, BigDecimal> amounts) {
        ObjectNode resources = room.putObject("resources");
        amounts.forEach((name, amount) ->
                resources.put(name, amount.stripTrailingZeros().toPlainString()));
    }

    private static Map<String, BigDecimal> resourcesOf(JsonNode pod) {
        Map<String, BigDecimal> running = new TreeMap<>();
        for (JsonNode container : pod.at("/spec/containers")) {
            add(running, container);
        }
        Map<String, BigDecimal> sidecars = new TreeMap<>();
        Map<String, BigDecimal> starting = new TreeMap<>();
        for (JsonNode container : pod.at("/spec/initContainers")) {
            if (container.path("restartPolicy").asText().equals("Always")) {
                add(sidecars, container);
            } else {
                Map<String, BigDecimal> peak = new TreeMap<>(sidecars);
                add(peak, container);
                peak.forEach((name, amount) -> starting.merge(name, amount, BigDecimal::max));
            }
        }
        sidecars.forEach((name, amount) -> running.merge(name, amount, BigDecimal::add));
        starting.forEach((name, amount) -> running.merge(name, amount, BigDecimal::max));
        return running;
    }

    private static void add(Map<String, BigDecimal> sum, JsonNode container) {
        JsonNode resources = container.path("resources");
        // A limit alone is a request of the same amount.
        Map<String, BigDecimal> asked = amounts(resources.path("limits"));
        asked.putAll(amounts(resources.path("requests")));
        asked.forEach((name, amount) -> sum.merge(name, amount, BigDecimal::add));
    }

    private static Map<String, BigDecimal> amounts(JsonNode resources) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        resources
                .properties()
                .forEach(resource -> amounts.put(
                        resource.getKey(),
                        Quantity.getAmountInBytes(
                                new Quantity(resource.getValue().asText()))));
        return amounts;
    }
}
