package dev.bellows.conformance.cluster;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job whose driver and executors have a volume of every kind that "restricted" allows, an init container and a sidecar. */
final class EveryVolume {
    static final String STORAGE_CLASS = "standard";
    private static final String SIZE = "10Mi";

    /** The sidecar is there before the init container, and folders of claims may become writable a moment after they appear. */
    private static final String BEFORE = """
            until [ -s /mnt/words/sidecar ] && [ -w /mnt/claim ] && [ -w /mnt/on-demand ] && [ -w /mnt/ephemeral ]; do
              sleep 0.1
            done
            echo before > /mnt/words/init
            """;

    private static final String BESIDE = """
            trap exit TERM
            echo beside > /mnt/words/sidecar
            while true; do sleep 1 & wait; done
            """;

    private EveryVolume() {}

    /** What must be in the namespace already. */
    static List<HasMetadata> prerequisites() {
        return List.of(
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .endMetadata()
                        .addToData("colour", "green")
                        .build(),
                new SecretBuilder()
                        .withNewMetadata()
                        .withName("password")
                        .endMetadata()
                        .addToStringData("word", "sesame")
                        .build(),
                claim("shared"),
                claim("finished"));
    }

    private static PersistentVolumeClaim claim(String name) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(STORAGE_CLASS)
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity(SIZE))
                .endResources()
                .endSpec()
                .build();
    }

    static SparkJobBuilder job() {
        String[] paths = expected().keySet().toArray(String[]::new);
        return SampleJobs.job("every-volume", SampleJobs.MOUNT_PROBE, paths)
                .conf("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .conf("spark.scheduler.maxRegisteredResourcesWaitingTime", "2m")
                .pod(EveryVolume::mount);
    }

    /** What a pod must find, by path. */
    static Map<String, String> expected() {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("/mnt/map", "read-only");
        found.put("/mnt/map/colour", "holds green");
        found.put("/mnt/secret", "read-only");
        found.put("/mnt/secret/word", "holds sesame");
        found.put("/mnt/projected", "read-only");
        found.put("/mnt/projected/colour", "holds green");
        found.put("/mnt/projected/word", "holds sesame");
        found.put("/mnt/projected/token", "holds more");
        found.put("/mnt/disk", "written");
        found.put("/mnt/memory", "written");
        found.put("/mnt/ephemeral", "written");
        found.put("/mnt/claim", "written");
        found.put("/mnt/claim-to-read", "read-only");
        found.put("/mnt/on-demand", "written");
        found.put("/var/data/spark-1", "written");
        found.put("/mnt/words/init", "holds before");
        found.put("/mnt/words/sidecar", "holds beside");
        return found;
    }

    private static void mount(PodShapeBuilder pod) {
        pod.volume("map", "/mnt/map", VolumeSource.configMap("settings"))
                .volume("secret", "/mnt/secret", VolumeSource.secret("password"))
                .volume(
                        "projected",
                        "/mnt/projected",
                        VolumeSource.projected(
                                Projection.configMap("settings"),
                                Projection.secret("password"),
                                Projection.token("acme", "token")))
                .volume("disk", "/mnt/disk", VolumeSource.emptyDir(SIZE))
                .volume("memory", "/mnt/memory", VolumeSource.inMemory(SIZE))
                .volume("ephemeral", "/mnt/ephemeral", VolumeSource.ephemeral(STORAGE_CLASS, SIZE))
                .volume("claim", "/mnt/claim", VolumeSource.claim("shared"))
                .volume(PodVolume.of("claim-to-read", "/mnt/claim-to-read", VolumeSource.claim("finished"))
                        .asReadOnly())
                .volume("on-demand", "/mnt/on-demand", VolumeSource.claimOnDemand(STORAGE_CLASS, SIZE))
                .volume(PodVolume.localDir(1, VolumeSource.emptyDir()))
                .volume("words", "/mnt/words", VolumeSource.emptyDir())
                .initContainer(PodContainer.named("before")
                        .command("/bin/bash", "-c", BEFORE)
                        .mount("words", "/mnt/words")
                        .mount("claim", "/mnt/claim")
                        .mount("on-demand", "/mnt/on-demand")
                        .mount("ephemeral", "/mnt/ephemeral"))
                .sidecar(PodContainer.named("beside")
                        .command("/bin/bash", "-c", BESIDE)
                        .cpu("10m")
                        .memory("32Mi")
                        .mount("words", "/mnt/words"));
    }
}
