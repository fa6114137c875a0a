package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with GPUs. */
enum GpuProblem implements ProblemCode {
    GPU_AMOUNT(error("gpu.*", "A pod has a whole number of GPUs.", "Set 1 or more.")),
    GPU_AND_CONF(error("conf.*", "The job names its GPUs by gpu(...).", "Remove the key, or gpu(...).")),
    GPU_CORES_SHORT(warning(
            "gpu.*",
            "An executor has fewer cores than its GPUs could serve tasks: the GPUs wait.",
            "Give executors more cores, or fewer GPUs or tasks for each.")),
    GPU_DISCOVERY(error(
            "gpu.discoveryScript",
            "Without a script that prints their addresses, executors with GPUs do not start; ours asks nvidia-smi.",
            "Name an absolute path in the image with discoveredBy(...).")),
    GPU_NODES(error("gpu.nodes", "No node can have this label.", "Write a label and the values that nodes have.")),
    GPU_SLOTS_IDLE(warning(
            "gpu.tasksPerGpu",
            "Each task needs its share of a GPU, so that some cores of an executor never work.",
            "Let more tasks share a GPU, or take fewer cores.")),
    GPU_TASKS(error("gpu.tasksPerGpu", "A GPU serves a whole number of tasks.", "Set 1 to 1000.")),
    GPU_VENDOR(
            error("gpu.vendor", "Nodes offer GPUs under the domain of their vendor.", "Write nvidia.com or amd.com.")),
    RAPIDS_GPUS(error(
            "gpu.rapids",
            "RAPIDS takes one GPU an executor, and fails in executors with more.",
            "Give each executor one GPU, and take more executors.")),
    RAPIDS_VENDOR(error("gpu.rapids", "RAPIDS runs on GPUs of NVIDIA only.", "Use Gpu.nvidia(...), or no RAPIDS."));

    private final ProblemText text;

    GpuProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
