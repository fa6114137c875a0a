package dev.bellows.testkit;

import dev.bellows.job.Memory;
import dev.bellows.testkit.internal.classdata.ClassDataFolder;
import dev.bellows.testkit.internal.kubelet.NodeSize;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a {@link LocalCluster} is made of. Not thread-safe. */
public final class LocalClusterBuilder {
    private static final String NODE = "local";
    private static final int LEAST_CORES = 8;
    private static final int CORES_PER_PROCESSOR = 4;
    private static final int MOST_PODS = 250;

    private @Nullable SparkDistribution spark;
    private @Nullable Path javaHome;
    private @Nullable Path workDirectory;
    private BigDecimal cpu = BigDecimal.valueOf(
            Math.max(LEAST_CORES, CORES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors()));
    private long memory = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize();
    private int pods = 110;
    private boolean classDataArchive = true;
    private int gpus;
    private final List<LocalNode> nodes = new ArrayList<>();
    private final Set<String> namespaces = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>(List.of(LocalCluster.DEFAULT_USER));

    LocalClusterBuilder() {}

    /** The Spark that pods run; by default {@link SparkDistribution#find()}. */
    public LocalClusterBuilder spark(SparkDistribution distribution) {
        spark = distribution;
        return this;
    }

    /** The JVM that pods run on; by default this one or, if Spark is too old for it, the newest fitting one in /usr/lib/jvm. */
    public LocalClusterBuilder javaHome(Path home) {
        javaHome = home;
        return this;
    }

    /**
     * How many cores the node offers, such as 0.5; by default 8, or four for each processor if that is more. Pods that ask
     * for more than is left stay Pending. Nothing holds a process back from using more.
     */
    public LocalClusterBuilder cpu(double cores) {
        cpu = BigDecimal.valueOf(cores);
        return this;
    }

    /**
     * How much memory the node offers; by default all of the machine's. A process that uses more than its own limit is
     * killed.
     *
     * @throws IllegalArgumentException if the amount has no unit
     */
    public LocalClusterBuilder memory(Memory amount) {
        memory = LocalNode.bytes(amount);
        return this;
    }

    /**
     * How many pods the node runs at a time; 110 by default.
     *
     * @throws IllegalArgumentException if there are not as many loopback addresses
     */
    public LocalClusterBuilder pods(int count) {
        if (count < 1 || count > MOST_PODS) {
            throw new IllegalArgumentException("pods: " + count + " (expected: 1 to " + MOST_PODS + ")");
        }
        pods = count;
        return this;
    }

    /**
     * How many NVIDIA GPUs the node offers; none by default. They need not exist: pods that ask for some are counted, and find an
     * {@code nvidia-smi} that lists as many.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public LocalClusterBuilder gpus(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("gpus: " + count + " (expected: >= 0)");
        }
        gpus = count;
        return this;
    }

    /**
     * One more node, in place of the one that the methods above describe.
     *
     * @throws IllegalArgumentException if there is one of this name, or if all of them together have more than 250 pods
     */
    public LocalClusterBuilder node(LocalNode node) {
        NodeSize size = node.size();
        if (nodes.stream().anyMatch(known -> known.size().name().equals(size.name()))) {
            throw new IllegalArgumentException("node: " + size.name() + ": there is one of this name");
        }
        nodes.add(node);
        int all = nodes.stream().mapToInt(known -> known.size().pods()).sum();
        if (all > MOST_PODS) {
            throw new IllegalArgumentException("pods: " + all + " (expected: at most " + MOST_PODS + ")");
        }
        return this;
    }

    /** Where the cluster makes the directory that holds everything it writes; by default the directory for temporary files. */
    public LocalClusterBuilder workDirectory(Path directory) {
        workDirectory = directory;
        return this;
    }

    /**
     * Whether Spark's classes are kept between clusters in a class-data archive (AppCDS), with which drivers and executors start
     * faster; by default they are. The archive lies in the folder that system property {@value LocalCluster#CLASS_DATA_PROPERTY}
     * names, by default in {@code bellows/class-data} of the user's cache ({@code XDG_CACHE_HOME}, else {@code ~/.cache}); the
     * property's value {@code off} means that none is used. It is made from what the first successful driver has loaded, by a
     * process that leaves the processor to all others and ends with the cluster. At most four are kept, of about 200 MB each.
     */
    public LocalClusterBuilder classDataArchive(boolean wanted) {
        classDataArchive = wanted;
        return this;
    }

    /** Namespaces that exist from the start, next to {@code default}. */
    public LocalClusterBuilder namespaces(String... names) {
        namespaces.addAll(List.of(names));
        return this;
    }

    /** More users, each with a token of its own, so that their requests can be told apart. */
    public LocalClusterBuilder users(String... names) {
        users.addAll(List.of(names));
        return this;
    }

    /**
     * Starts the cluster.
     *
     * @throws IllegalStateException if no Spark is found, or if the machine cannot run a cluster
     */
    public LocalCluster start() {
        SparkDistribution distribution = spark == null ? SparkDistribution.find() : spark;
        Path java = javaHome == null ? PodJava.homeFor(distribution) : javaHome;
        List<NodeSize> offered = nodes.isEmpty()
                ? List.of(new NodeSize(NODE, cpu, memory, pods, gpus, Map.of(), List.of()))
                : nodes.stream().map(LocalNode::size).toList();
        Path parent = workDirectory == null ? Path.of(System.getProperty("java.io.tmpdir")) : workDirectory;
        LocalCluster cluster = LocalCluster.start(distribution, java, classDataFolder(), offered, parent, users);
        namespaces.forEach(cluster::namespace);
        return cluster;
    }

    private Optional<Path> classDataFolder() {
        return classDataArchive
                ? ClassDataFolder.of(
                        System.getProperty(LocalCluster.CLASS_DATA_PROPERTY),
                        System.getenv("XDG_CACHE_HOME"),
                        System.getProperty("user.home"))
                : Optional.empty();
    }
}
