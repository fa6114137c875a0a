package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The size of a pod with everything in it, by Kubernetes' own rule: containers that run together add up, and an init container that runs
 * before Spark counts only if it asks for more than Spark and all after it.
 */
final class WholePod {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    private final PodSize spark;
    private final PodSpec pod;

    private WholePod(PodSize spark, PodSpec pod) {
        this.spark = spark;
        this.pod = pod;
    }

    /** The footprint of a conf with what else runs in the pods that go with it. */
    static Footprint footprint(Footprint spark, PodSpec driver, PodSpec executor) {
        return new Footprint(
                new WholePod(spark.driver(), driver).size(),
                new WholePod(spark.executor(), executor).size(),
                spark.minimumExecutors(),
                spark.steadyExecutors(),
                spark.maximumExecutors());
    }

    private PodSize size() {
        long cpu = together(spark.millicores(), "cpu");
        List<Quantity> ephemeral = ephemeralClaims();
        return new PodSize(
                cpu == spark.millicores() ? spark.cpu() : cpu + "m",
                spark.cpuLimit(),
                together(spark.memoryMib(), "memory"),
                spark.devices(),
                spark.claims() + ephemeral.size(),
                spark.storageMib()
                        + ephemeral.stream().mapToLong(WholePod::mebibytes).sum());
    }

    private long together(long ofSpark, String resource) {
        long sidecars = 0;
        long peak = 0;
        for (Container container : pod.getInitContainers()) {
            long own = request(container, resource);
            if ("Always".equals(container.getRestartPolicy())) {
                sidecars += own;
            } else {
                peak = Math.max(peak, sidecars + own);
            }
        }
        // The first container is Spark's.
        List<Container> others =
                pod.getContainers().subList(1, pod.getContainers().size());
        long together = sidecars + ofSpark;
        for (Container container : others) {
            together += request(container, resource);
        }
        return Math.max(peak, together);
    }

    private static long request(Container container, String resource) {
        Quantity asked = container.getResources() == null
                ? null
                : container.getResources().getRequests().get(resource);
        if (asked == null) {
            return 0;
        }
        return resource.equals("cpu") ? Cpu.millicores(asked.toString()) : mebibytes(asked);
    }

    private List<Quantity> ephemeralClaims() {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getEphemeral() != null)
                .flatMap(volume -> Stream.ofNullable(
                        volume.getEphemeral().getVolumeClaimTemplate().getSpec().getResources()))
                .flatMap(resources -> Stream.ofNullable(resources.getRequests().get("storage")))
                .toList();
    }

    static long mebibytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity)
                .divide(MEBIBYTE, RoundingMode.CEILING)
                .longValueExact();
    }
}
