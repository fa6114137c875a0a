package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.Problem;
import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.Footprint;
import dev.bellows.compile.QuotaFit;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a job fits into what the quotas of its namespace leave. Pure. */
final class QuotaCheck {
    private QuotaCheck() {}

    static List<Problem> of(CompiledJob job, Map<String, Pod> pods, List<ResourceQuota> quotas) {
        List<Problem> problems = new ArrayList<>();
        quotas.stream()
                .filter(quota -> pods.values().stream().allMatch(pod -> QuotaScope.counts(quota, pod)))
                .forEach(quota -> problems.addAll(of(job, quota)));
        return problems;
    }

    private static List<Problem> of(CompiledJob job, ResourceQuota quota) {
        Map<String, Quantity> free = free(quota);
        Footprint footprint = job.footprint();
        QuotaFit fit = QuotaFit.of(footprint, free);
        String name = "quota " + quota.getMetadata().getName() + " leaves ";
        if (!fit.hasMinimum(footprint)) {
            String room = fit.executors() < 0 ? "no room for the driver" : "room for " + fit.executors() + " executors";
            return List.of(PreflightProblem.PREFLIGHT_QUOTA.at(
                    "executors",
                    name + room + " by " + shown(fit.limitedBy(), free),
                    "the driver and " + footprint.minimumExecutors() + " executors: "
                            + footprint.minimum().millicores() + "m CPU, "
                            + footprint.minimum().memoryMib() + "Mi, " + (1 + footprint.minimumExecutors()) + " pods"));
        }
        return fit.limitedBy().isEmpty()
                ? List.of()
                : List.of(PreflightProblem.PREFLIGHT_QUOTA_SHORT.at(
                        "executors",
                        name + "room for " + fit.executors() + " executors by " + shown(fit.limitedBy(), free),
                        footprint.maximumExecutors() + " executors"));
    }

    /** What a quota leaves, by its own names. */
    static Map<String, Quantity> free(ResourceQuota quota) {
        Map<String, Quantity> used =
                status(quota).getUsed() == null ? Map.of() : status(quota).getUsed();
        Map<String, Quantity> free = new TreeMap<>();
        hard(quota).forEach((name, most) -> {
            BigDecimal counted = used.getOrDefault(name, new Quantity("0")).getNumericalAmount();
            free.put(name, Amounts.quantity(most.getNumericalAmount().subtract(counted)));
        });
        return free;
    }

    /** What a quota has in all, by its own names. */
    static Map<String, Quantity> hard(ResourceQuota quota) {
        Map<String, Quantity> hard = status(quota).getHard();
        return hard == null || hard.isEmpty() ? quota.getSpec().getHard() : hard;
    }

    private static ResourceQuotaStatus status(ResourceQuota quota) {
        return quota.getStatus() == null ? new ResourceQuotaStatus() : quota.getStatus();
    }

    private static Map<String, String> shown(List<String> names, Map<String, Quantity> free) {
        Map<String, String> shown = new TreeMap<>();
        free.forEach((name, left) -> {
            if (names.contains(name)) {
                shown.put(name, Amounts.text(name, left.getNumericalAmount()));
            }
        });
        return shown;
    }
}
