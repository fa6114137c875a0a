package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodVolume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.SortedMap;

/** The pod from which the driver's allocator makes executors: everything about them that no conf can say. */
final class ExecutorTemplate {
    private static final String CONTAINER = "spark-kubernetes-executor";

    private ExecutorTemplate() {}

    static Pod of(SparkJob job, AttemptId attempt) {
        PodShape shape = RoleShape.ofExecutors(job);
        List<PodVolume> volumes = shape.volumes().stream()
                .filter(volume -> !VolumeConf.has(job.sparkVersion(), volume))
                .toList();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withLabels(Placeholders.ofAll(job.labels(), attempt))
                .withAnnotations(annotations(job, attempt))
                .endMetadata()
                .withNewSpec()
                // Executors never call the API server.
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(PodSecurity.ofPod(shape.security()))
                .withImagePullSecrets(PodShaping.ownPullSecrets(job.executors().pod()))
                .withContainers(container(job, shape, volumes))
                .withVolumes(volumes.stream()
                        .map(volume -> PodVolumes.volume(volume, ""))
                        .toList())
                .endSpec()
                .build();
        Pod shaped = withGrace(job, PodShaping.apply(pod, shape, job, attempt));
        Pod placed = NodePlacement.ofExecutor(job, attempt, shaped);
        GangScheduling.markExecutor(placed.getMetadata(), job, attempt);
        Pod equipped = GpuDiscovery.isNeeded(job) ? GpuDiscovery.mountedIn(placed, CONTAINER, attempt) : placed;
        return PodShaping.patched(equipped, shape);
    }

    private static Container container(SparkJob job, PodShape shape, List<PodVolume> volumes) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withEnv(EnvironmentSources.ofOthers(shape.envSources()))
                .withEnvFrom(EnvironmentSources.whole(shape.envFrom()))
                .withVolumeMounts(PodVolumes.mounts(volumes))
                .withSecurityContext(PodSecurity.ofSpark(job.sparkVersion(), shape.security()))
                // The driver deletes an ended executor within a second: its last lines must come with the pod's own
                // status.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    // Later lines take it from conf, and from nowhere else.
    private static Pod withGrace(SparkJob job, Pod pod) {
        if (SparkLine.of(job.sparkVersion()).executorGrace()
                || pod.getSpec().getTerminationGracePeriodSeconds() != null) {
            return pod;
        }
        return Decommissioning.grace(job)
                .map(grace -> new PodBuilder(pod)
                        .editSpec()
                        .withTerminationGracePeriodSeconds(grace.toSeconds())
                        .endSpec()
                        .build())
                .orElse(pod);
    }

    // Spark fills in an executor's id only where the conf says so: those stand there.
    private static SortedMap<String, String> annotations(SparkJob job, AttemptId attempt) {
        SortedMap<String, String> annotations = Placeholders.ofAll(job.annotations(), attempt);
        annotations.values().removeIf(value -> value.contains(Placeholders.EXECUTOR_ID));
        return annotations;
    }
}
