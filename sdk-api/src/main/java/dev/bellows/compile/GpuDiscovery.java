package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/** The script by which driver and executors find their GPUs: it travels in the ConfigMap, and pods mount it executable. */
final class GpuDiscovery {
    static final String KEY = "discover-gpus.sh";
    static final String SCRIPT = """
            #!/bin/sh
            # Prints the addresses of this container's GPUs as Spark reads them.
            set -eu
            indices=$(nvidia-smi --query-gpu=index --format=csv,noheader)
            addresses=
            for index in $indices; do
              addresses="$addresses${addresses:+, }\\"$index\\""
            done
            printf '{"name": "gpu", "addresses": [%s]}\\n' "$addresses"
            """;

    private static final String VOLUME = "bellows-gpu";
    private static final String FOLDER = "/opt/bellows-gpu";
    static final String PATH = FOLDER + "/" + KEY;
    private static final int EXECUTABLE_BY_ALL = 0555;

    private GpuDiscovery() {}

    /** Whether the job needs our script. */
    static boolean isNeeded(SparkJob job) {
        return job.gpu().isPresent() && job.gpu().get().discoveryScript().isEmpty();
    }

    /** Whether the driver needs it too. */
    static boolean isNeededByDriver(SparkJob job) {
        return isNeeded(job) && job.gpu().get().driverAmount().orElse(0) > 0;
    }

    /** A pod whose Spark container finds the script. */
    static Pod mountedIn(Pod pod, String container, AttemptId attempt) {
        return new PodBuilder(pod)
                .editSpec()
                .addToVolumes(new VolumeBuilder()
                        .withName(VOLUME)
                        .withConfigMap(new ConfigMapVolumeSourceBuilder()
                                .withName(attempt.payloadName())
                                .withItems(List.of(new KeyToPath(KEY, EXECUTABLE_BY_ALL, KEY)))
                                .build())
                        .build())
                .editMatchingContainer(each -> each.getName().equals(container))
                .addToVolumeMounts(new VolumeMountBuilder()
                        .withName(VOLUME)
                        .withMountPath(FOLDER)
                        .build())
                .endContainer()
                .endSpec()
                .build();
    }
}
