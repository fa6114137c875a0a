package dev.bellows.compile;

import dev.bellows.job.NodeShape;
import dev.bellows.job.SparkJob;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of a node that one executor can have if its cores fill the node.
 *
 * @param millicores its CPU, in thousandths of a core
 * @param memoryMib its memory, in mebibytes
 */
record NodeFit(long millicores, long memoryMib) {
    private static final String CORES = "spark.executor.cores";
    private static final String REQUEST = "spark.kubernetes.executor.request.cores";
    private static final String MEMORY = "spark.executor.memory";

    static NodeFit of(NodeShape node, int executorCores) {
        int perNode = Math.max(1, node.cores() / executorCores);
        return new NodeFit(
                Math.min(executorCores * 1000L, node.usableMillicores() / perNode), node.usableMebibytes() / perNode);
    }

    /** Sets what the job leaves open: all cores of the node, the CPU request that fits, the largest heap that fits. */
    static void addTo(Map<String, String> conf, SparkJob job, NodeShape node) {
        conf.putIfAbsent(CORES, Integer.toString(node.cores()));
        NodeFit fit = of(node, Integer.parseInt(conf.get(CORES)));
        conf.putIfAbsent(REQUEST, fit.millicores() + "m");
        if (!conf.containsKey(MEMORY)) {
            conf.put(MEMORY, fit.largestHeap(job, conf) + "m");
        }
    }

    private long largestHeap(SparkJob job, Map<String, String> conf) {
        Map<String, String> tried = new TreeMap<>(conf);
        long fits = 0;
        long room = memoryMib - TmpfsMemory.ofExecutors(job);
        long tooLarge = Math.max(0, room) + 1;
        while (tooLarge - fits > 1) {
            long middle = (fits + tooLarge) / 2;
            tried.put(MEMORY, middle + "m");
            boolean fit = new ResourceCalculator(job.sparkVersion(), tried)
                            .executorMemory()
                            .totalMib()
                    <= room;
            fits = fit ? middle : fits;
            tooLarge = fit ? tooLarge : middle;
        }
        return fits;
    }
}
