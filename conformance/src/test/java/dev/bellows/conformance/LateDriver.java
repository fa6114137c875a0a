package dev.bellows.conformance;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.Objects;
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

    /** Creates it once its name is free, and lets it end: phase and log. Leaves nothing. */
    public String end(KubernetesClient client) {
        PodResource driver = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
        driver.waitUntilCondition(Objects::isNull, 2, TimeUnit.MINUTES);
        client.resource(pod).create();
        Pod ended = driver.waitUntilCondition(
                found -> found != null
                        && found.getStatus() != null
                        && ENDS.contains(found.getStatus().getPhase()),
                2,
                TimeUnit.MINUTES);
        String end = ended.getStatus().getPhase() + " " + driver.getLog();
        driver.delete();
        driver.waitUntilCondition(Objects::isNull, 2, TimeUnit.MINUTES);
        return end;
    }
}
