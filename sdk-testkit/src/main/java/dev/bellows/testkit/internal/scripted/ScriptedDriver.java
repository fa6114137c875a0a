package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.PodSize;
import dev.bellows.compile.ResourceCalculator;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** One Spark driver, as the cluster sees it: the executor pods that it creates, replaces and deletes. */
final class ScriptedDriver {
    private static final Duration ALLOCATES_AFTER = Duration.ofMillis(500);
    private static final Duration REPLACES_AFTER = Duration.ofSeconds(1);
    private static final Duration SLOWEST_TO_NOTICE = Duration.ofMinutes(1);
    private static final Duration CONNECTS_FOR = Duration.ofSeconds(10);
    private static final String HOST = "spark.driver.host";
    private static final String EXECUTOR_LABEL = "spark.kubernetes.executor.label.";
    private static final int DEFAULT_EXECUTORS = 2;
    private static final int LOST_DRIVER = 1;
    private static final int NO_DRIVER = 1;

    private final ScriptedKubelet kubelet;
    private final PodLife pod;
    private final Properties properties;
    private final PodSize size;
    private final Map<String, PodLife> running = new LinkedHashMap<>();
    private final Map<String, String> alive = new LinkedHashMap<>();
    private int lastId;
    private boolean stopped;

    ScriptedDriver(ScriptedKubelet kubelet, PodLife pod, Properties properties) {
        this.kubelet = kubelet;
        this.pod = pod;
        this.properties = properties;
        Map<String, String> conf = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> conf.put(key, properties.getProperty(key)));
        this.size = ResourceCalculator.of(conf).footprint().executor();
    }

    void begin() {
        kubelet.time().after(ALLOCATES_AFTER, this::allocate);
    }

    /** Stops in good order: takes its executors along. */
    void stop() {
        stopped = true;
        List.copyOf(alive.entrySet())
                .forEach(executor ->
                        writer(executor.getValue(), executor.getKey()).delete());
    }

    /** Has ended: executors that are left notice and end, each in its own time. */
    void ended() {
        stopped = true;
        List.copyOf(running.values()).forEach(executor -> {
            long delay = kubelet.random().nextLong(SLOWEST_TO_NOTICE.toNanos());
            kubelet.time().after(Duration.ofNanos(delay), () -> executor.end(LOST_DRIVER, "Error"));
        });
    }

    void executorStarted(PodLife executor) {
        running.put(executor.uid(), executor);
        if (!hasAddress()) {
            executor.whileRunning(CONNECTS_FOR, () -> executor.end(NO_DRIVER, "Error"));
        }
    }

    /** Whether executors find the driver: its name is its Service's, unless they have its pod's address. */
    private boolean hasAddress() {
        String host = properties.getProperty(HOST, "");
        int dot = host.indexOf('.');
        return dot < 0
                || !kubelet.store()
                        .list(ResourceType.SERVICES, pod.namespace(), Selectors.name(host.substring(0, dot)))
                        .items()
                        .isEmpty();
    }

    /** Spark deletes the pods of failed executors, and soon asks for others. */
    void executorEnded(PodLife executor) {
        running.remove(executor.uid());
        if (!stopped) {
            executor.writer().delete();
        }
    }

    void executorGone(PodLife executor) {
        alive.remove(executor.uid());
        running.remove(executor.uid());
        if (!stopped) {
            kubelet.time().after(REPLACES_AFTER, this::allocate);
        }
    }

    private void allocate() {
        while (!stopped && pod.isRunning() && alive.size() < target()) {
            if (!create(++lastId)) {
                kubelet.time().after(REPLACES_AFTER, this::allocate);
                return;
            }
        }
    }

    private int target() {
        boolean dynamic = Boolean.parseBoolean(properties.getProperty("spark.dynamicAllocation.enabled"));
        String wanted = dynamic
                ? properties.getProperty(
                        "spark.dynamicAllocation.initialExecutors",
                        properties.getProperty("spark.dynamicAllocation.minExecutors", "0"))
                : properties.getProperty("spark.executor.instances");
        return wanted == null ? DEFAULT_EXECUTORS : Integer.parseInt(wanted);
    }

    /** Creates an executor pod; says whether the API server took it. */
    private boolean create(int id) {
        String name = properties.getProperty("spark.kubernetes.executor.podNamePrefix") + "-exec-" + id;
        try {
            ObjectNode created = kubelet.store().create(ResourceType.PODS, pod.namespace(), executor(name, id));
            alive.put(created.path("metadata").path("uid").asText(), name);
            return true;
        } catch (ApiException e) {
            return false;
        }
    }

    private ObjectNode executor(String name, int id) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        ObjectNode labels = metadata.putObject("labels");
        labels.put("spark-app-selector", properties.getProperty("spark.app.id"));
        labels.put("spark-role", "executor").put("spark-exec-id", Integer.toString(id));
        for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
            if (key.startsWith(EXECUTOR_LABEL)) {
                labels.put(key.substring(EXECUTOR_LABEL.length()), properties.getProperty(key));
            }
        }
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("name", pod.name())
                .put("uid", pod.uid())
                .put("controller", true);
        ObjectNode spec = object.putObject("spec").put("restartPolicy", "Never");
        ObjectNode container = spec.putArray("containers")
                .addObject()
                .put("name", "spark-kubernetes-executor")
                .put("image", properties.getProperty("spark.kubernetes.container.image", "spark"));
        ObjectNode resources = container.putObject("resources");
        resources.putObject("requests").put("cpu", size.cpu()).put("memory", size.memoryMib() + "Mi");
        ObjectNode limits = resources.putObject("limits").put("memory", size.memoryMib() + "Mi");
        if (!size.cpuLimit().isEmpty()) {
            limits.put("cpu", size.cpuLimit());
        }
        return object;
    }

    private PodWriter writer(String name, String uid) {
        return new PodWriter(kubelet.store(), pod.namespace(), name, uid);
    }
}
