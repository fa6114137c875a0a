package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodVolume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The pod from which the driver's allocator makes executors: everything about them that no conf can say. */
final class ExecutorTemplate {
    private static final String CONTAINER = "spark-kubernetes-executor";

    private ExecutorTemplate() {}

    static Pod of(SparkJob job, AttemptId attempt, GangScheduling gang) {
        PodShape shape = job.executorShape();
        List<PodVolume> volumes = shape.volumes().stream()
                .filter(volume -> !VolumeConf.has(job.sparkVersion(), volume))
                .toList();
        Pod pod = new Pod();
        pod.setMetadata(new ObjectMeta());
        pod.getMetadata().setLabels(Placeholders.ofAll(job.labels(), attempt));
        pod.getMetadata().setAnnotations(annotations(job, attempt));
        pod.setSpec(spec(job, shape, volumes));
        PodShaping.apply(pod, shape, job, attempt);
        addGrace(job, pod.getSpec());
        NodePlacement.ofExecutor(job, attempt, pod);
        gang.markExecutor(pod.getMetadata());
        if (GpuDiscovery.isNeeded(job)) {
            GpuDiscovery.mountIn(pod, attempt);
        }
        return PodShaping.patched(pod, shape);
    }

    private static PodSpec spec(SparkJob job, PodShape shape, List<PodVolume> volumes) {
        PodSpec spec = new PodSpec();
        // Executors never call the API server.
        spec.setAutomountServiceAccountToken(false);
        spec.setSecurityContext(PodSecurity.ofPod(shape.security()));
        spec.setImagePullSecrets(PodShaping.ownPullSecrets(job.executors().pod()));
        spec.setContainers(new ArrayList<>(List.of(container(job, shape, volumes))));
        List<Volume> built = new ArrayList<>();
        volumes.forEach(volume -> built.add(PodVolumes.volume(volume, "")));
        spec.setVolumes(built);
        return spec;
    }

    private static Container container(SparkJob job, PodShape shape, List<PodVolume> volumes) {
        Container container = new Container();
        container.setName(CONTAINER);
        container.setEnv(EnvironmentSources.ofOthers(shape.envSources()));
        container.setEnvFrom(EnvironmentSources.whole(shape.envFrom()));
        container.setVolumeMounts(PodVolumes.mounts(volumes));
        container.setSecurityContext(PodSecurity.ofSpark(job.sparkVersion(), shape.security()));
        // The driver deletes an ended executor within a second: its last lines must come with the pod's own status.
        container.setTerminationMessagePolicy("FallbackToLogsOnError");
        return container;
    }

    // Later lines take it from conf, and from nowhere else.
    private static void addGrace(SparkJob job, PodSpec pod) {
        if (!SparkLine.of(job.sparkVersion()).executorGrace() && pod.getTerminationGracePeriodSeconds() == null) {
            Decommissioning.grace(job).ifPresent(grace -> pod.setTerminationGracePeriodSeconds(grace.toSeconds()));
        }
    }

    // Spark fills in an executor's id only where the conf says so: those stand there.
    private static SortedMap<String, String> annotations(SparkJob job, AttemptId attempt) {
        SortedMap<String, String> annotations = Placeholders.ofAll(job.annotations(), attempt);
        annotations.values().removeIf(value -> value.contains(Placeholders.EXECUTOR_ID));
        return annotations;
    }
}
