package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a job fits into what a ResourceQuota leaves.
 *
 * @param executors how many executors fit beside the driver, at most the job's own maximum; -1 if not even the driver fits
 * @param limitedBy the names in the quota that keep the job from its maximum; empty if it fits whole
 */
public record QuotaFit(int executors, List<String> limitedBy) {
    /**
     * How a job fits.
     *
     * @param free what a quota leaves, by its own names: {@code pods}, {@code requests.cpu}, {@code limits.memory},
     *     {@code requests.nvidia.com/gpu}; names that count something else are left out of account
     */
    public static QuotaFit of(Footprint footprint, Map<String, Quantity> free) {
        int executors = footprint.maximumExecutors();
        Map<String, Integer> fits = new LinkedHashMap<>();
        free.forEach((name, quantity) -> fits.put(name, executorsIn(footprint, name, quantity)));
        for (int fit : fits.values()) {
            executors = Math.min(executors, fit);
        }
        List<String> limitedBy = fits.entrySet().stream()
                .filter(fit -> fit.getValue() < footprint.maximumExecutors())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new QuotaFit(executors, limitedBy);
    }

    /** Whether the driver and the job's least number of executors fit. */
    public boolean hasMinimum(Footprint footprint) {
        return executors >= footprint.minimumExecutors();
    }

    private static int executorsIn(Footprint footprint, String name, Quantity free) {
        // Under a quota of limits Kubernetes refuses pods that have none.
        if (name.equals("limits.cpu") && footprint.driver().cpuLimit().isEmpty()) {
            return -1;
        } else if (name.equals("limits.cpu") && footprint.executor().cpuLimit().isEmpty()) {
            return 0;
        }
        BigDecimal driver = footprint.driver().countedAs(name);
        BigDecimal executor = footprint.executor().countedAs(name);
        BigDecimal left = Quantity.getAmountInBytes(free).subtract(driver);
        if (left.signum() < 0) {
            return -1;
        }
        return executor.signum() == 0
                ? footprint.maximumExecutors()
                : left.divideToIntegralValue(executor)
                        .min(BigDecimal.valueOf(footprint.maximumExecutors()))
                        .intValueExact();
    }
}
