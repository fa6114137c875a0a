package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.SortedMap;

/** The pod from which the driver's allocator makes executors: everything about them that no conf can say. */
final class ExecutorTemplate {
    private static final String CONTAINER = "spark-kubernetes-executor";

    private ExecutorTemplate() {}

    static Pod of(SparkJob job, AttemptId attempt) {
        return new PodBuilder()
                .withNewMetadata()
                .withLabels(Placeholders.ofAll(job.labels(), attempt))
                .withAnnotations(annotations(job, attempt))
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

    // Spark fills in an executor's id only where the conf says so: those stand there.
    private static SortedMap<String, String> annotations(SparkJob job, AttemptId attempt) {
        SortedMap<String, String> annotations = Placeholders.ofAll(job.annotations(), attempt);
        annotations.values().removeIf(value -> value.contains(Placeholders.EXECUTOR_ID));
        return annotations;
    }
}
