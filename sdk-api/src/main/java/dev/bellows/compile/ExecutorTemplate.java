package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.TreeMap;

/** The pod from which the driver's allocator makes executors: everything about them that no conf can say. */
final class ExecutorTemplate {
    private static final String CONTAINER = "spark-kubernetes-executor";

    private ExecutorTemplate() {}

    static Pod of(SparkJob job) {
        return new PodBuilder()
                .withNewMetadata()
                .withLabels(new TreeMap<>(job.labels()))
                .withAnnotations(new TreeMap<>(job.annotations()))
                .endMetadata()
                .withNewSpec()
                // Executors never call the API server.
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(PodSecurity.ofPod())
                .addNewContainer()
                .withName(CONTAINER)
                .withSecurityContext(PodSecurity.ofContainer())
                // The driver deletes an ended executor within a second: its last lines must come with the pod's own
                // status.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .endContainer()
                .endSpec()
                .build();
    }
}
