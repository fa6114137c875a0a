package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ResourceType;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What Spark does inside the pods: drivers bring up executors, replace lost ones, and take them along when they stop. */
final class ScriptedSpark {
    private static final String ROLE = "spark-role";

    private final ScriptedKubelet kubelet;
    private final Map<String, ScriptedDriver> byPod = new LinkedHashMap<>();

    ScriptedSpark(ScriptedKubelet kubelet) {
        this.kubelet = kubelet;
    }

    void started(PodLife life) {
        if (life.label(ROLE).equals("driver")) {
            properties(life).ifPresent(properties -> {
                ScriptedDriver driver = new ScriptedDriver(kubelet, life, properties);
                byPod.put(life.uid(), driver);
                driver.begin();
            });
        } else {
            driverOf(life).ifPresent(driver -> driver.executorStarted(life));
        }
    }

    /** The container of a pod stops in good order. */
    void stopping(PodLife life) {
        ScriptedDriver driver = byPod.get(life.uid());
        if (driver != null) {
            driver.stop();
        }
    }

    void ended(PodLife life) {
        ScriptedDriver driver = byPod.get(life.uid());
        if (driver != null) {
            driver.ended();
        } else {
            driverOf(life).ifPresent(owner -> owner.executorEnded(life));
        }
    }

    /** The object of a pod is gone. */
    void gone(PodLife life) {
        if (byPod.remove(life.uid()) == null) {
            driverOf(life).ifPresent(owner -> owner.executorGone(life));
        }
    }

    private Optional<ScriptedDriver> driverOf(PodLife executor) {
        for (JsonNode owner : executor.pod().path("metadata").path("ownerReferences")) {
            ScriptedDriver driver = byPod.get(owner.path("uid").asText());
            if (driver != null) {
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    /** The properties file that the driver pod mounts, if it mounts one. */
    private Optional<Properties> properties(PodLife driver) {
        for (JsonNode volume : driver.pod().path("spec").path("volumes")) {
            for (JsonNode item : volume.path("configMap").path("items")) {
                if (item.path("path").asText().equals("spark.properties")) {
                    return read(
                            driver.namespace(),
                            volume.path("configMap").path("name").asText(),
                            item);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Properties> read(String namespace, String configMap, JsonNode item) {
        Properties properties = new Properties();
        try {
            JsonNode data = kubelet.store()
                    .get(ResourceType.CONFIG_MAPS, namespace, configMap)
                    .path("data");
            properties.load(
                    new StringReader(data.path(item.path("key").asText()).asText()));
        } catch (ApiException | IOException e) {
            return Optional.empty();
        }
        return Optional.of(properties);
    }
}
