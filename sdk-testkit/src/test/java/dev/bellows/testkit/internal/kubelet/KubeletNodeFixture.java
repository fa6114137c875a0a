package dev.bellows.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.Patience;
import dev.bellows.testkit.SparkDistribution;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;

/** A store with one node, whose Spark is the stand-in of the test class path. */
final class KubeletNodeFixture implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACE = "default";
    private static final String NODE = "local";
    private static final KubeletTimes TIMES = new KubeletTimes(Duration.ofMillis(50), Patience.LIMIT, Patience.LIMIT);

    final ClusterStore store = new ClusterStore(InstantSource.system());
    final Path directory;
    final ProcessKubelet kubelet;

    KubeletNodeFixture(Path parent) throws IOException, URISyntaxException {
        this.directory = Files.createDirectory(parent.resolve("node"));
        NodeSize size = new NodeSize(NODE, BigDecimal.valueOf(4), 4L << 30, 110, 2, Map.of(), List.of());
        kubelet = new ProcessKubelet(store, List.of(size), directory, InstantSource.system(), TIMES);
        kubelet.start(
                sparkStandIn(parent),
                Path.of(System.getProperty("java.home")),
                Optional.empty(),
                URI.create("http://127.0.0.1:1"),
                pod -> "token-of-" + pod.getMetadata().getName());
    }

    static SparkDistribution sparkStandIn(Path directory) throws IOException, URISyntaxException {
        Path classes = Path.of(SparkSubmit.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return SparkDistribution.ofClassPath(
                Files.writeString(directory.resolve("spark.classpath"), classes.toString()));
    }

    /** A pod of one Spark container with these arguments. */
    static PodBuilder pod(String name, String... args) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("spark-kubernetes-driver")
                .withImage("spark")
                .withArgs(List.of(args))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .endContainer()
                .endSpec();
    }

    void create(Pod pod) {
        store.create(ResourceType.PODS, NAMESPACE, JSON.valueToTree(pod));
        store.bind(NAMESPACE, pod.getMetadata().getName(), NODE);
    }

    void createConfigMap(String name, Map<String, String> data) {
        var configMap = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(data)
                .build();
        store.create(ResourceType.CONFIG_MAPS, NAMESPACE, JSON.valueToTree(configMap));
    }

    void delete(String pod, long graceSeconds) {
        store.delete(ResourceType.PODS, NAMESPACE, pod, DeleteOptions.DEFAULT.withGrace(graceSeconds));
    }

    Pod get(String name) {
        return KubeletApi.pod(store.get(ResourceType.PODS, NAMESPACE, name));
    }

    boolean exists(String name) {
        try {
            store.get(ResourceType.PODS, NAMESPACE, name);
            return true;
        } catch (ApiException e) {
            return false;
        }
    }

    Pod awaitPhase(String name, String phase) {
        return await(name, pod -> phase.equals(pod.getStatus().getPhase()));
    }

    Pod await(String name, Predicate<Pod> condition) {
        return await(ResourceType.PODS, event -> {
            Pod pod = KubeletApi.pod(event.object());
            return pod.getMetadata().getName().equals(name) && condition.test(pod) ? pod : null;
        });
    }

    /** The pod's last state before its object was removed. */
    Pod awaitRemoval(String name, Runnable afterWatching) {
        CompletableFuture<Pod> removed = new CompletableFuture<>();
        Subscription watch = store.watch(ResourceType.PODS, NAMESPACE, Selectors.name(name), null, event -> {
            if (event.type() == WatchEvent.Type.DELETED) {
                removed.complete(KubeletApi.pod(event.object()));
            }
        });
        try {
            afterWatching.run();
            return Patience.join(removed);
        } finally {
            watch.close();
        }
    }

    ObjectNode awaitEvent(String reason) {
        return await(
                ResourceType.EVENTS,
                event -> event.object().path("reason").asText().equals(reason) ? event.object() : null);
    }

    /** Waits until the pod's output holds the text; the process appends while this reads. */
    String awaitLog(String pod, String text) {
        Patience.until(text + " in the log of " + pod, () -> log(pod).contains(text));
        return log(pod);
    }

    /** Waits until a folder is empty: the API shows that a pod is gone before the node has swept up after it. */
    void awaitEmpty(Path folder) {
        Patience.until(folder + " is empty", () -> files(folder).isEmpty());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log(String pod) {
        return kubelet.logs()
                .logFile(NAMESPACE, pod, "any")
                .map(KubeletNodeFixture::read)
                .orElse("");
    }

    private <T> T await(ResourceType type, Function<WatchEvent, T> match) {
        CompletableFuture<T> found = new CompletableFuture<>();
        Subscription watch = store.watch(type, NAMESPACE, Selectors.ALL, null, event -> {
            T result = match.apply(event);
            if (result != null) {
                found.complete(result);
            }
        });
        try {
            return Patience.join(found);
        } finally {
            watch.close();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        kubelet.close();
        store.close();
    }
}
