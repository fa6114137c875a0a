package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
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

    /** Mounts the script into Spark's container, which is a pod's first. */
    static void mountIn(Pod pod, AttemptId attempt) {
        KeyToPath script = new KeyToPath(KEY, EXECUTABLE_BY_ALL, KEY);
        pod.getSpec().getVolumes().add(Payload.volume(VOLUME, attempt, List.of(script)));
        pod.getSpec().getContainers().get(0).getVolumeMounts().add(PodVolumes.mount(VOLUME, FOLDER));
    }
}
