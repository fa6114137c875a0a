package dev.bellows.conformance;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The driver of a run in layout COMPACT as a process creates it that slept through the run's end. */
public final class LateDriver {
    private static final Set<String> ENDS = Set.of("Succeeded", "Failed");

    private final Pod pod;

    private LateDriver(Pod pod) {
        this.pod = pod;
    }

    public static LateDriver of(SparkJob job, RunId run) {
        AttemptId attempt = new AttemptId(run, 1, "default", "spark-" + "f".repeat(32));
        return new LateDriver(job.compile(attempt, Layout.COMPACT).driverPod());
    }

    /** Creates it and waits for its end: phase and log. */
    public String end(KubernetesClient client) {
        client.resource(pod).create();
        PodResource created = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
        Pod ended = created.waitUntilCondition(
                found -> found != null && ENDS.contains(found.getStatus().getPhase()), 2, TimeUnit.MINUTES);
        return ended.getStatus().getPhase() + " " + created.getLog();
    }
}
