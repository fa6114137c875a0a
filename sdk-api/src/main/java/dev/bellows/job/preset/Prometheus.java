package dev.bellows.job.preset;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Metrics in Prometheus' format on the driver's UI port: its own under {@code /metrics/prometheus/}, the executors' under
 * {@code /metrics/executors/prometheus/}.
 *
 * @param scrapeDriver whether the annotations on the driver pod name its own metrics instead of the executors'
 */
public record Prometheus(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean scrapeDriver) {
    /** The annotations name the executors' metrics. */
    public static Prometheus ofExecutors() {
        return new Prometheus(false);
    }

    /** The annotations name the driver's metrics. */
    public static Prometheus ofDriver() {
        return new Prometheus(true);
    }
}
