package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
            new DriverProperties(kubelet.store(), life).read().ifPresent(properties -> {
                ScriptedDriver driver = new ScriptedDriver(kubelet, life, properties);
                byPod.put(life.uid(), driver);
                driver.begin();
            });
        } else {
            driverOf(life).ifPresent(driver -> driver.executorStarted(life));
        }
    }

    /** Whether the container of a pod ends before anything of the job begins. */
    boolean endsAtOnce(PodLife life) {
        return life.label(ROLE).equals("driver") && new DriverProperties(kubelet.store(), life).areMissing();
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
}
