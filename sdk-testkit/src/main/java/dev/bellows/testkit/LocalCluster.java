package dev.bellows.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.testkit.internal.door.ApiServer;
import dev.bellows.testkit.internal.kubelet.NodeSize;
import dev.bellows.testkit.internal.kubelet.ProcessKubelet;
import dev.bellows.testkit.internal.scheduler.Scheduler;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A Kubernetes of this machine, without containers: an API server on a loopback address, a scheduler, and nodes whose
 * pods are processes that run real Spark drivers and executors. Any image name is accepted and none is pulled; paths of the
 * image other than {@code /opt/spark} mean files of this machine.
 *
 * <p>Linux only. Thread-safe. {@link #close} leaves no process, no thread and no file behind; when this JVM dies, its pods
 * die too.
 */
public final class LocalCluster implements AutoCloseable {
    /** The user of {@link #token()} and of {@link #kubeconfig()}. */
    public static final String DEFAULT_USER = "client";

    /** The system property that {@link LocalClusterBuilder#classDataArchive} reads: a folder, or {@code off}. */
    public static final String CLASS_DATA_PROPERTY = "bellows.classdata";

    private static final String POD_USER = "system:serviceaccounts";
    private static final List<ResourceType> VISIBLE = List.of(
            ResourceType.PODS, ResourceType.SERVICES, ResourceType.CONFIG_MAPS, ResourceType.PERSISTENT_VOLUME_CLAIMS);

    private final ClusterStore store;
    private final Scheduler scheduler;
    private final ProcessKubelet kubelet;
    private final ApiServer server;
    private final Path directory;
    private final Map<String, String> tokens;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalCluster(
            ClusterStore store,
            Scheduler scheduler,
            ProcessKubelet kubelet,
            ApiServer server,
            Path directory,
            Map<String, String> tokens) {
        this.store = store;
        this.scheduler = scheduler;
        this.kubelet = kubelet;
        this.server = server;
        this.directory = directory;
        this.tokens = tokens;
    }

    /** Starts a cluster with the Spark of this machine; as {@code builder().start()}. */
    public static LocalCluster start() {
        return builder().start();
    }

    /** Says what the cluster is made of, before it starts. */
    public static LocalClusterBuilder builder() {
        return new LocalClusterBuilder();
    }

    static LocalCluster start(
            SparkDistribution spark,
            Path javaHome,
            Optional<Path> classData,
            List<NodeSize> nodes,
            Path parent,
            Collection<String> users) {
        InstantSource clock = InstantSource.system();
        Map<String, String> tokens = new HashMap<>();
        users.forEach(user -> tokens.put(user, UUID.randomUUID().toString()));
        String podToken = UUID.randomUUID().toString();
        Map<String, String> userOfToken = new HashMap<>(Map.of(podToken, POD_USER));
        tokens.forEach((user, token) -> userOfToken.put(token, user));

        Path directory = createDirectory(parent);
        ClusterStore store = new ClusterStore(clock);
        ProcessKubelet kubelet = new ProcessKubelet(store, nodes, directory, clock);
        Scheduler scheduler = new Scheduler(store, clock);
        ApiServer server = ApiServer.start(store, userOfToken, kubelet.logs(), ApiServer.Options.DEFAULT);
        kubelet.start(spark, javaHome, classData, server.uri(), pod -> podToken);
        scheduler.start();
        return new LocalCluster(store, scheduler, kubelet, server, directory, Map.copyOf(tokens));
    }

    /** Where the API server listens. */
    public URI url() {
        return server.uri();
    }

    /** The bearer token of {@link #DEFAULT_USER}, who may do everything. */
    public String token() {
        return token(DEFAULT_USER);
    }

    /**
     * The bearer token of a user that was named to the builder.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public String token(String user) {
        String token = tokens.get(user);
        if (token == null) {
            throw new IllegalArgumentException("user: " + user + " (expected: one of " + tokens.keySet() + ")");
        }
        return token;
    }

    /** The text of a kubeconfig file for {@code kubectl} and other clients. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: local
                clusters:
                - name: local
                  cluster:
                    server: %s
                users:
                - name: %s
                  user:
                    token: %s
                contexts:
                - name: local
                  context:
                    cluster: local
                    user: %s
                    namespace: default
                """.formatted(url(), DEFAULT_USER, token(), DEFAULT_USER);
    }

    /** Connects the SDK to this cluster, as {@link #DEFAULT_USER} and with {@code default} for jobs that name no namespace. */
    public SparkKubernetes connect() {
        return connect(options -> options);
    }

    /** Connects the SDK to this cluster with changed options. */
    public SparkKubernetes connect(UnaryOperator<ConnectOptions> change) {
        ConnectOptions options =
                ConnectOptions.ambient().url(url().toString()).token(token()).namespace("default");
        return SparkKubernetes.connect(change.apply(options));
    }

    /** Creates a namespace. */
    public void namespace(String name) {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.putObject("metadata").put("name", name);
        store.create(ResourceType.NAMESPACES, null, namespace);
    }

    /** What exists in a namespace: its pods, Services, ConfigMaps and claims, each as {@code Kind/name}. */
    public List<String> objects(String namespace) {
        return VISIBLE.stream().flatMap(type -> names(type, namespace)).toList();
    }

    /** What the API server has answered to {@link #DEFAULT_USER}: the newest 10,000 requests, oldest first. */
    public List<ApiRequest> requests() {
        return requests(DEFAULT_USER);
    }

    /** What the API server has answered to a user, among its newest 10,000 requests, oldest first. */
    public List<ApiRequest> requests(String user) {
        return server.requests().requests().stream()
                .filter(request -> request.user().equals(user))
                .map(request -> new ApiRequest(request.time(), request.method(), request.uri(), request.status()))
                .toList();
    }

    /** Ends every process and the API server, and deletes what they wrote. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        scheduler.close();
        server.close();
        kubelet.close();
        store.close();
    }

    /**
     * Runs a cluster of its own process, with the Spark of this machine, until standard input closes or SIGTERM arrives. The
     * first line on standard output is the path of its kubeconfig.
     */
    public static void main(String[] args) throws IOException {
        StandAlone.run(builder());
    }

    Path directory() {
        return directory;
    }

    private Stream<String> names(ResourceType type, String namespace) {
        return store.list(type, namespace, Selectors.ALL).items().stream()
                .map(object -> type.kind() + "/" + object.at("/metadata/name").asText());
    }

    private static Path createDirectory(Path parent) {
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "bellows-cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
