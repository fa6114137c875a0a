package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs of a job's pods. They are reserved, found and handed to tasks; what uses them is the program's own affair: MLlib, for one,
 * does not.
 *
 * @param vendor the vendor's domain, such as {@code nvidia.com}: nodes offer {@code <vendor>/gpu}
 * @param amount the GPUs of each executor
 * @param tasksPerGpu how many tasks share one; default: as many as keep every core of an executor at work
 * @param driverAmount the GPUs of the driver; default: none
 * @param discoveryScript the path of a script in the image that prints the addresses of the GPUs as Spark reads them; default: one that
 *     travels with the job and asks {@code nvidia-smi}
 * @param nodes the label of nodes with the right kind of GPU, for executors
 * @param rapids the jar of the RAPIDS Accelerator, which runs SQL on NVIDIA's GPUs; default: none
 */
public record Gpu(
        @JsonProperty(required = true) String vendor,
        @JsonProperty(required = true) int amount,
        Optional<Integer> tasksPerGpu,
        Optional<Integer> driverAmount,
        Optional<String> discoveryScript,
        Optional<NodeLabel> nodes,
        Optional<FileReference> rapids) {
    /** NVIDIA's domain. */
    public static final String NVIDIA = "nvidia.com";

    /** So many of NVIDIA's GPUs for each executor. */
    public static Gpu nvidia(int amount) {
        return of(NVIDIA, amount);
    }

    /** So many GPUs of a vendor for each executor. */
    public static Gpu of(String vendor, int amount) {
        return new Gpu(
                vendor,
                amount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Lets so many tasks share one GPU. */
    public Gpu tasksPerGpu(int tasks) {
        return new Gpu(vendor, amount, Optional.of(tasks), driverAmount, discoveryScript, nodes, rapids);
    }

    /** Gives the driver GPUs too. */
    public Gpu onDriver(int number) {
        return new Gpu(vendor, amount, tasksPerGpu, Optional.of(number), discoveryScript, nodes, rapids);
    }

    /** Finds the GPUs by a script of the image. */
    public Gpu discoveredBy(String path) {
        return new Gpu(vendor, amount, tasksPerGpu, driverAmount, Optional.of(path), nodes, rapids);
    }

    /** Puts executors on nodes with one of these values of a label, such as {@code nvidia.com/gpu.product}. */
    public Gpu onNodes(String label, String... values) {
        Optional<NodeLabel> chosen = Optional.of(new NodeLabel(label, List.of(values)));
        return new Gpu(vendor, amount, tasksPerGpu, driverAmount, discoveryScript, chosen, rapids);
    }

    /** Runs SQL on the GPUs by the RAPIDS Accelerator: names its jar, as a URI or a path, and sets its plugin. */
    public Gpu rapids(String jar) {
        Optional<FileReference> file = Optional.of(FileReference.of(jar));
        return new Gpu(vendor, amount, tasksPerGpu, driverAmount, discoveryScript, nodes, file);
    }
}
