package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodShape;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The size of a pod with the containers that run along with Spark. */
final class WholePod {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    private WholePod() {}

    static PodSize ofDriver(SparkJob job) {
        return with(ResourceCalculator.of(job).footprint().driver(), RoleShape.ofDriver(job));
    }

    static PodSize ofExecutors(SparkJob job) {
        return with(ResourceCalculator.of(job).footprint().executor(), RoleShape.ofExecutors(job));
    }

    private static PodSize with(PodSize spark, PodShape shape) {
        List<PodContainer> sidecars = shape.sidecars();
        if (sidecars.isEmpty()) {
            return spark;
        }
        long millicores = sidecars.stream()
                .flatMap(container -> container.cpu().stream())
                .mapToLong(Cpu::millicores)
                .sum();
        long mebibytes = sidecars.stream()
                .flatMap(container -> container.memory().stream())
                .mapToLong(WholePod::mebibytes)
                .sum();
        return new PodSize(
                spark.millicores() + millicores + "m",
                spark.cpuLimit(),
                spark.memoryMib() + mebibytes,
                spark.devices());
    }

    private static long mebibytes(String quantity) {
        return Quantity.getAmountInBytes(new Quantity(quantity))
                .divide(MEBIBYTE, RoundingMode.CEILING)
                .longValueExact();
    }
}
