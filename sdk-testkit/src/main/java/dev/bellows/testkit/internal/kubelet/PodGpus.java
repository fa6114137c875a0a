package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The GPUs that a container was given: counted by the scheduler, and listed by an {@code nvidia-smi} that stands in for NVIDIA's. */
final class PodGpus {
    static final String RESOURCE = "nvidia.com/gpu";
    private static final String PROGRAM = "nvidia-smi";
    private static final int EXECUTABLE = 0755;

    private PodGpus() {}

    /** Puts the program into a folder, for a container with GPUs; as any container it sees its own numbered from 0. */
    static void install(Container container, Path folder) {
        int count = countOf(container);
        if (count > 0) {
            PodDirectory.write(folder, Map.of(PROGRAM, VolumeFile.text(program(count), EXECUTABLE)));
        }
    }

    private static int countOf(Container container) {
        ResourceRequirements resources = container.getResources();
        Quantity limit = resources == null ? null : resources.getLimits().get(RESOURCE);
        return limit == null ? 0 : limit.getNumericalAmount().intValue();
    }

    private static String program(int count) {
        String indices = IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        return """
                #!/bin/sh
                case "$*" in
                  *--query-gpu=index*) printf '%%s\\n' %s ;;
                  *) echo "nvidia-smi $*: these GPUs are only counted; ask with --query-gpu=index" >&2; exit 1 ;;
                esac
                """.formatted(indices);
    }
}
