package dev.bellows.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.SparkDistribution;
import dev.bellows.testkit.internal.classdata.ClassData;
import dev.bellows.testkit.internal.door.PodLogs;
import dev.bellows.testkit.internal.lane.Lane;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import dev.bellows.testkit.internal.store.WatchSink;
import dev.bellows.testkit.internal.tether.Tether;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes whose pods are processes of this machine. Thread-safe: everything happens on one thread of its own.
 *
 * <p>Linux only: pods live on loopback addresses, and their memory is read from {@code /proc}.
 */
public final class ProcessKubelet implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProcessKubelet.class);

    /** A killed process ends at once, if the machine lets it. */
    private static final long KILL_SECONDS = 60;

    private final ClusterStore store;
    private final List<NodeSize> nodes;
    private final InstantSource clock;
    private final KubeletTimes times;
    private final KubeletApi api;
    private final Path directory;
    private final LogFiles logs;
    private final Lane lane = new Lane("bellows-kubelet");
    private final LoopbackNetwork network = LoopbackNetwork.claim();
    private final List<Subscription> watches = new ArrayList<>();
    private final Map<String, PodRun> pods = new LinkedHashMap<>();
    private ClassData classData = ClassData.none();

    /**
     * Nodes that are not registered yet.
     *
     * @param directory where everything is written that belongs to pods; must exist, and is deleted at the end
     */
    public ProcessKubelet(ClusterStore store, List<NodeSize> nodes, Path directory, InstantSource clock) {
        this(store, nodes, directory, clock, KubeletTimes.DEFAULT);
    }

    ProcessKubelet(ClusterStore store, List<NodeSize> nodes, Path directory, InstantSource clock, KubeletTimes times) {
        this.times = times;
        this.store = store;
        this.nodes = List.copyOf(nodes);
        this.clock = clock;
        this.directory = directory;
        this.api = new KubeletApi(store, clock);
        this.logs = new LogFiles(directory.resolve("logs"));
    }

    /** The output of the nodes' containers. */
    public PodLogs logs() {
        return logs;
    }

    /**
     * Registers the nodes and begins to run pods.
     *
     * @param spark what the pods run
     * @param javaHome the JVM that they run on
     * @param classDataFolder where archives of Spark's classes are kept; empty for none
     * @param apiServer where drivers reach the API server
     * @param tokens the token that a pod authenticates with
     */
    public void start(
            SparkDistribution spark,
            Path javaHome,
            Optional<Path> classDataFolder,
            URI apiServer,
            Function<Pod, String> tokens) {
        classData = classDataFolder
                .map(folder -> ClassData.in(folder, javaHome, JvmOptions.SHARED, spark.classPath(), clock))
                .orElseGet(ClassData::none);
        KubeletNode node = new KubeletNode(
                lane,
                clock,
                times,
                api,
                new Site(javaHome, tetherDirectory(), spark, classData, apiServer),
                network,
                new NamespaceHosts(directory.resolve("hosts"), api),
                logs,
                directory.resolve("pods"),
                tokens);
        nodes.forEach(size -> api.create(ResourceType.NODES, size.toNode(clock.instant())));
        watch(ResourceType.PODS, event -> handlePod(node, event));
        watch(ResourceType.SERVICES, event -> node.hosts().refresh(namespaceOf(event.object())));
        watch(ResourceType.CONFIG_MAPS, event -> retry(namespaceOf(event.object())));
        watch(ResourceType.SECRETS, event -> retry(namespaceOf(event.object())));
        lane.every(times.memoryCheck(), this::check);
    }

    /** Kills every process, forgets every pod and deletes their directory. */
    @Override
    public void close() {
        watches.forEach(Subscription::close);
        lane.close();
        CompletableFuture<?>[] ends =
                pods.values().stream().map(PodRun::abandon).toArray(CompletableFuture<?>[]::new);
        await(CompletableFuture.allOf(ends));
        classData.close();
        network.close();
        PodDirectory.delete(directory);
    }

    private static void await(CompletableFuture<?> ends) {
        try {
            ends.get(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Not every process has ended within {} s.", KILL_SECONDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(ResourceType type, Consumer<WatchEvent> handler) {
        WatchSink sink = event -> {
            boolean change = event.type() != WatchEvent.Type.BOOKMARK && event.type() != WatchEvent.Type.ERROR;
            if (change) {
                lane.execute(() -> handler.accept(event));
            }
        };
        watches.add(store.watch(type, null, Selectors.ALL, null, sink));
    }

    private void handlePod(KubeletNode node, WatchEvent event) {
        String wanted = event.object().path("spec").path("nodeName").asText();
        if (nodes.stream().noneMatch(size -> size.name().equals(wanted))) {
            return;
        }
        Pod pod = KubeletApi.pod(event.object());
        String uid = pod.getMetadata().getUid();
        PodRun run = pods.get(uid);
        if (event.type() == WatchEvent.Type.DELETED) {
            if (run != null) {
                run.removed();
            }
        } else {
            if (run == null) {
                run = new PodRun(node, pod);
                pods.put(uid, run);
            }
            run.observe(pod);
        }
    }

    private void check() {
        pods.values().removeIf(PodRun::isOver);
        pods.values().forEach(PodRun::checkMemory);
    }

    private void retry(String namespace) {
        pods.values().stream()
                .filter(run -> run.pod().getMetadata().getNamespace().equals(namespace))
                .forEach(PodRun::retry);
    }

    private static String namespaceOf(ObjectNode object) {
        return object.path("metadata").path("namespace").asText();
    }

    /** A directory that holds the class {@link Tether} and nothing else. */
    private Path tetherDirectory() {
        String resource = Tether.class.getName().replace('.', '/') + ".class";
        Path root = directory.resolve("tether");
        Path file = root.resolve(resource);
        try (InputStream classFile = Tether.class.getClassLoader().getResourceAsStream(resource)) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.copy(Objects.requireNonNull(classFile, resource), file);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
