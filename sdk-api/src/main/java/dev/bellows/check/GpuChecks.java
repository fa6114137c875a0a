package dev.bellows.check;

import dev.bellows.job.Gpu;
import dev.bellows.job.SparkJob;
import java.util.Set;

/** Checks GPUs: their number, who finds them, and how tasks share them. */
final class GpuChecks {
    private static final int TASKS_LIMIT = 1000;
    private static final Set<String> KEYS = Set.of(
            "spark.executor.resource.gpu.amount",
            "spark.executor.resource.gpu.vendor",
            "spark.executor.resource.gpu.discoveryScript",
            "spark.task.resource.gpu.amount");

    private final SparkJob job;
    private final Gpu gpu;
    private final Findings findings;

    private GpuChecks(SparkJob job, Gpu gpu, Findings findings) {
        this.job = job;
        this.gpu = gpu;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        job.gpu().ifPresent(gpu -> {
            GpuChecks checks = new GpuChecks(job, gpu, findings);
            checks.checkAmounts();
            checks.checkVendor();
            checks.checkNodes();
            checks.checkConf();
        });
    }

    private void checkAmounts() {
        if (gpu.amount() < 1) {
            findings.report(GpuProblem.GPU_AMOUNT, "gpu.amount", Integer.toString(gpu.amount()), ">= 1");
        }
        gpu.driverAmount()
                .filter(amount -> amount < 1)
                .ifPresent(amount ->
                        findings.report(GpuProblem.GPU_AMOUNT, "gpu.driverAmount", amount.toString(), ">= 1"));
        gpu.tasksPerGpu().ifPresentOrElse(this::checkTasks, this::checkCores);
        if (gpu.rapids().isPresent() && gpu.amount() > 1) {
            findings.report(GpuProblem.RAPIDS_GPUS, "gpu.rapids", gpu.amount() + " GPUs an executor", "one GPU");
        }
    }

    // A task takes one GPU at most, and a core at least.
    private void checkCores() {
        int cores = NodeChecks.executorCores(job);
        if (gpu.amount() > cores) {
            findings.report(
                    GpuProblem.GPU_CORES_SHORT, "gpu.amount", gpu.amount() + " GPUs on " + cores + " cores", "as many");
        }
    }

    private void checkTasks(int tasks) {
        String field = "gpu.tasksPerGpu";
        int cores = NodeChecks.executorCores(job);
        long slots = (long) tasks * gpu.amount();
        if (tasks < 1 || tasks > TASKS_LIMIT) {
            findings.report(GpuProblem.GPU_TASKS, field, Integer.toString(tasks), "1 to " + TASKS_LIMIT);
        } else if (slots < cores) {
            findings.report(GpuProblem.GPU_SLOTS_IDLE, field, slots + " tasks on " + cores + " cores", "as many");
        } else if (gpu.amount() > cores || slots >= cores + gpu.amount()) {
            findings.report(GpuProblem.GPU_CORES_SHORT, field, slots + " tasks on " + cores + " cores", "as many");
        }
    }

    private void checkVendor() {
        boolean nvidia = gpu.vendor().equals(Gpu.NVIDIA);
        if (!KubernetesNames.isSubdomain(gpu.vendor())) {
            findings.report(GpuProblem.GPU_VENDOR, "gpu.vendor", gpu.vendor(), KubernetesNames.SUBDOMAIN_RULE);
        } else if (gpu.discoveryScript().isEmpty() && !nvidia) {
            findings.report(GpuProblem.GPU_DISCOVERY, "gpu.discoveryScript", "", "a script of the image");
        }
        gpu.discoveryScript()
                .filter(path -> !path.matches("/[^\\p{Cntrl}]+"))
                .ifPresent(path -> findings.report(
                        GpuProblem.GPU_DISCOVERY, "gpu.discoveryScript", path, "an absolute path in the image"));
        if (gpu.rapids().isPresent() && !nvidia) {
            findings.report(GpuProblem.RAPIDS_VENDOR, "gpu.rapids", gpu.vendor(), Gpu.NVIDIA);
        }
    }

    private void checkNodes() {
        gpu.nodes()
                .filter(nodes -> !KubernetesNames.isNodeLabel(nodes))
                .ifPresent(nodes -> findings.report(
                        GpuProblem.GPU_NODES, "gpu.nodes", nodes.key() + " " + nodes.values(), "a label of nodes"));
    }

    private void checkConf() {
        KEYS.stream()
                .filter(job.conf()::containsKey)
                .forEach(key -> findings.report(
                        GpuProblem.GPU_AND_CONF, "conf." + key, job.conf().getOrDefault(key, ""), "no such key"));
    }
}
