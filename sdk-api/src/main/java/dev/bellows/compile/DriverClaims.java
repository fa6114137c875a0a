package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** The claims of the driver's volumes: what they are called, and those that are created with it. The driver makes the executors'. */
final class DriverClaims {
    private static final String LEGACY_MODE = "spark.kubernetes.legacy.useReadWriteOnceAccessMode";

    private DriverClaims() {}

    /** The name of a volume's claim; only claims on demand have one of the pod's own. */
    static String nameOf(PodVolume volume, int index, AttemptId attempt) {
        return volume.source() instanceof VolumeSource.Claim claim
                ? claim.name().replace(VolumeSource.Claim.ON_DEMAND, attempt.driverPodName() + "-pvc-" + index)
                : "";
    }

    static List<PersistentVolumeClaim> created(SparkJob job, AttemptId attempt, Map<String, String> conf) {
        List<PodVolume> volumes = job.driverShape().volumes();
        return IntStream.range(0, volumes.size())
                .filter(i -> volumes.get(i).source() instanceof VolumeSource.Claim claim && claim.isCreated())
                .mapToObj(i -> created(volumes.get(i), nameOf(volumes.get(i), i, attempt), job, attempt, conf))
                .toList();
    }

    private static PersistentVolumeClaim created(
            PodVolume volume, String name, SparkJob job, AttemptId attempt, Map<String, String> conf) {
        VolumeSource.Claim claim = (VolumeSource.Claim) volume.source();
        SortedMap<String, String> labels = ObjectLabels.ofService(job, attempt);
        labels.putAll(claim.labels());
        VolumeResourceRequirements resources = new VolumeResourceRequirements();
        resources.setRequests(Map.of("storage", new Quantity(claim.size().orElseThrow())));
        PersistentVolumeClaimSpec spec = new PersistentVolumeClaimSpec();
        spec.setStorageClassName(claim.storageClass().orElseThrow());
        spec.setAccessModes(List.of(accessMode(job, conf)));
        spec.setResources(resources);
        PersistentVolumeClaim created = new PersistentVolumeClaim();
        created.setMetadata(ObjectLabels.metadata(attempt, name, labels));
        created.getMetadata().setAnnotations(claim.annotations());
        created.setSpec(spec);
        return created;
    }

    private static String accessMode(SparkJob job, Map<String, String> conf) {
        String said = conf.get(LEGACY_MODE);
        if (said == null) {
            return SparkLine.of(job.sparkVersion()).claimAccess();
        }
        return Boolean.parseBoolean(said) ? "ReadWriteOnce" : "ReadWriteOncePod";
    }
}
