package dev.bellows.check;

import dev.bellows.job.DynamicAllocation;
import dev.bellows.job.ExecutorSpec;
import java.time.Duration;
import java.util.Optional;

/** Checks how the number of executors follows the work. */
final class AllocationChecks {
    private static final String FIELD = "executors.dynamic";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Findings findings;

    private AllocationChecks(Findings findings) {
        this.findings = findings;
    }

    static void check(ExecutorSpec executors, Findings findings) {
        AllocationChecks checks = new AllocationChecks(findings);
        executors.dynamic().ifPresent(allocation -> {
            executors
                    .count()
                    .ifPresent(count -> findings.report(
                            ResourceProblem.EXECUTORS_TWICE, "executors.count", count.toString(), "no number"));
            checks.checkBounds(allocation);
            checks.checkTimeout("idleTimeout", allocation.idleTimeout());
            checks.checkTimeout("cachedIdleTimeout", allocation.cachedIdleTimeout());
            checks.checkTimeout("backlogTimeout", allocation.backlogTimeout());
            checks.checkTimeout("sustainedBacklogTimeout", allocation.sustainedBacklogTimeout());
            allocation.allocationRatio().ifPresent(checks::checkRatio);
        });
    }

    private void checkBounds(DynamicAllocation allocation) {
        if (allocation.minimum().isEmpty() || allocation.maximum().isEmpty()) {
            findings.report(ResourceProblem.DYNAMIC_BOUNDS_MISSING, FIELD, "", "a minimum and a maximum");
            return;
        }
        int minimum = allocation.minimum().get();
        int maximum = allocation.maximum().get();
        int initial = allocation.initial().orElse(minimum);
        if (minimum < 0 || initial < minimum || maximum < initial || maximum < 1) {
            findings.report(
                    ResourceProblem.DYNAMIC_BOUNDS,
                    FIELD,
                    "minimum " + minimum + ", initial " + initial + ", maximum " + maximum,
                    "0 <= minimum <= initial <= maximum, and a maximum of 1 or more");
        }
    }

    private void checkTimeout(String name, Optional<Duration> timeout) {
        timeout.filter(t -> t.compareTo(SECOND) < 0 || t.toNanosPart() != 0)
                .ifPresent(t -> findings.report(
                        ResourceProblem.DYNAMIC_TIMEOUT, FIELD + "." + name, t.toString(), "whole seconds, >= PT1S"));
    }

    private void checkRatio(double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            findings.report(
                    ResourceProblem.ALLOCATION_RATIO_INVALID,
                    FIELD + ".allocationRatio",
                    Double.toString(ratio),
                    "above 0, <= 1");
        }
    }
}
