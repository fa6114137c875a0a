package dev.bellows.compile;

import dev.bellows.compile.MemoryBreakdown.Part;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much CPU, memory, devices and storage a conf asks for: the arithmetic of Spark's own pod builders, which know only Spark's
 * container. Pods, footprint, quota fit and gang sizes all come from here; what else runs in a pod is added to it.
 */
public final class ResourceCalculator {
    /** What Spark adds to a Java heap unless a conf says otherwise. */
    static final String DEFAULT_OVERHEAD_FACTOR = "0.1";

    /** The same for programs whose work is done in processes beside the JVM. */
    static final String SCRIPT_OVERHEAD_FACTOR = "0.4";

    private static final String MINIMUM_OVERHEAD = "384m";

    private final SparkLine line;
    private final SortedMap<String, String> conf;
    private final Sizes sizes;

    ResourceCalculator(SparkVersion version, Map<String, String> conf) {
        this.line = SparkLine.of(version);
        this.conf = conf instanceof SortedMap<String, String> sorted ? sorted : new TreeMap<>(conf);
        this.sizes = new Sizes(conf);
    }

    /** The calculator of a job whose sizes are valid each by itself. */
    public static ResourceCalculator of(SparkJob job) {
        SortedMap<String, String> conf = new TreeMap<>(job.conf());
        SizeConf.addTo(conf, job);
        return new ResourceCalculator(job.sparkVersion(), conf);
    }

    /** The calculator of a conf, such as a driver's properties, under the newest Spark that is known. */
    public static ResourceCalculator of(Map<String, String> conf) {
        return new ResourceCalculator(SparkVersion.V4_3, conf);
    }

    /** The sizes of Spark's containers, and the numbers of pods. */
    public Footprint footprint() {
        int fixed = Integer.parseInt(conf.getOrDefault("spark.executor.instances", "2"));
        boolean dynamic = Boolean.parseBoolean(conf.get(AllocationConf.ENABLED));
        int minimum = dynamic ? number(AllocationConf.MINIMUM, 0) : fixed;
        int maximum = dynamic ? number(AllocationConf.MAXIMUM, Integer.MAX_VALUE) : fixed;
        int steady = dynamic ? Math.max(minimum, number(AllocationConf.INITIAL, minimum)) : fixed;
        return new Footprint(podSize(driverMemory()), podSize(executorMemory()), minimum, steady, maximum);
    }

    /** How the memory of the driver and of each executor comes about, a line a part. */
    public String explainMemory() {
        return driverMemory().toString() + executorMemory();
    }

    /** The heap of each executor, in mebibytes. */
    public long executorHeapMib() {
        return heap("executor").mib();
    }

    MemoryBreakdown driverMemory() {
        Part heap = heap("driver");
        return new MemoryBreakdown("driver", List.of(heap, overhead("driver", heap.mib())));
    }

    MemoryBreakdown executorMemory() {
        Part heap = heap("executor");
        return new MemoryBreakdown("executor", List.of(heap, overhead("executor", heap.mib()), offHeap(), ofPython()));
    }

    private PodSize podSize(MemoryBreakdown memory) {
        String role = memory.role();
        String cores = conf.getOrDefault("spark." + role + ".cores", "1");
        ConfView view = new ConfView(conf);
        List<Quantity> claims = claims(view.under("spark.kubernetes." + role + ".volumes.persistentVolumeClaim."));
        return new PodSize(
                conf.getOrDefault("spark.kubernetes." + role + ".request.cores", cores),
                conf.getOrDefault("spark.kubernetes." + role + ".limit.cores", ""),
                memory.totalMib(),
                Devices.of(role, view),
                claims.size(),
                claims.stream().mapToLong(WholePod::mebibytes).sum());
    }

    // Spark creates the claims whose size the conf names.
    private static List<Quantity> claims(Map<String, String> options) {
        List<Quantity> claims = new ArrayList<>();
        options.forEach((key, value) -> {
            if (key.endsWith(".options.sizeLimit")) {
                claims.add(new Quantity(value));
            }
        });
        return claims;
    }

    private Part heap(String role) {
        String key = "spark." + role + ".memory";
        return new Part(sizes.mib(key, "1g"), "heap, " + said(key));
    }

    /** The heap of the driver, in mebibytes. */
    public long driverHeapMib() {
        return heap("driver").mib();
    }

    /** The memory beside the heap of a role, {@code driver} or {@code executor}, in mebibytes. */
    public long overheadMib(String role) {
        return overhead(role, heap(role).mib()).mib();
    }

    private Part overhead(String role, long heap) {
        String key = "spark." + role + ".memoryOverhead";
        if (conf.containsKey(key)) {
            return new Part(sizes.mib(key, ""), "beside the heap, " + key);
        }
        String factor = factor(role);
        long share = (long) (Double.parseDouble(factor) * heap);
        long minimum = line.minimumOverhead()
                ? sizes.mib("spark." + role + ".minMemoryOverhead", MINIMUM_OVERHEAD)
                : sizes.ofText(MINIMUM_OVERHEAD);
        return share >= minimum
                ? new Part(share, "beside the heap, " + factor + " of it")
                : new Part(
                        minimum, "beside the heap, the least there is: " + factor + " of it would be " + share + "Mi");
    }

    private String factor(String role) {
        String common = conf.getOrDefault("spark.kubernetes.memoryOverheadFactor", DEFAULT_OVERHEAD_FACTOR);
        return conf.getOrDefault("spark." + role + ".memoryOverheadFactor", common);
    }

    private Part offHeap() {
        boolean used = Boolean.parseBoolean(conf.get("spark.memory.offHeap.enabled"));
        String key = "spark.memory.offHeap.size";
        return new Part(used ? sizes.mibOfBytes(key) : 0, "off the heap, " + key);
    }

    private Part ofPython() {
        String key = "spark.executor.pyspark.memory";
        boolean used = Program.PYTHON.equals(conf.get("spark.kubernetes.resource.type"));
        return new Part(used ? sizes.mib(key, "0") : 0, "Python processes, " + key);
    }

    private String said(String key) {
        return conf.containsKey(key) ? key : "Spark's default";
    }

    private int number(String key, int byDefault) {
        return Integer.parseInt(conf.getOrDefault(key, Integer.toString(byDefault)));
    }
}
